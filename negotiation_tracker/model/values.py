"""Numbers, units, attributions and bases of the record, in one place to import from."""

from negotiation_tracker.model.attribution import (
    About,
    Attribution,
    AttributionKind,
    Basis,
    DisputeMark,
)
from negotiation_tracker.model.quantities import (
    Comparator,
    Quantity,
    difference,
    minor_units,
    money,
    parts_per_million,
    percent,
)
from negotiation_tracker.model.quantity_parsing import parse_quantity
from negotiation_tracker.model.units import UNITS, UnitKind, UnitSpec, unit_spec

__all__ = [
    "UNITS",
    "About",
    "Attribution",
    "AttributionKind",
    "Basis",
    "Comparator",
    "DisputeMark",
    "Quantity",
    "UnitKind",
    "UnitSpec",
    "difference",
    "minor_units",
    "money",
    "parse_quantity",
    "parts_per_million",
    "percent",
    "unit_spec",
]

"""What is done in bulk for large imports comes to what is done for each record by itself."""

from decimal import Decimal
from typing import Any

import pytest

from negotiation_tracker.model.errors import InvalidInput
from negotiation_tracker.model.record import Dossier
from negotiation_tracker.rules import invariants
from negotiation_tracker.services.workspace import Workspace
from negotiation_tracker.store.lot import Lot
from negotiation_tracker.store.rows import Rows
from negotiation_tracker.store.validation import PlainForm, validated

ODD: tuple[Any, ...] = (None, "", " x ", "e\u0301", 7, 2**70, True, 2.5, Decimal("1.25"), [], "day")


@pytest.fixture(scope="module")
def whole(sample: Workspace) -> Dossier:
    """Give all records of the sample."""
    return sample.dossier_of_all()


def _checked(ws: Workspace, kind: str, values: dict[str, Any]) -> dict[str, Any] | None:
    try:
        return validated(ws.catalogue, kind, values)
    except InvalidInput:
        return None


def test_the_plain_check_agrees_with_the_library(sample: Workspace, whole: Dossier) -> None:
    tried = 0
    for name, kind in sample.catalogue.kinds.items():
        form = PlainForm(kind)
        for record in whole.all(name)[:3]:
            values = {f.name: getattr(record, f.name) for f in kind.own_fields()}
            assert form.read(values) == validated(sample.catalogue, name, values) == values
            for field in kind.own_fields():
                fewer = {n: v for n, v in values.items() if n != field.name}
                variants = [fewer, *({**values, field.name: odd} for odd in ODD)]
                for variant in variants:
                    plain = form.read(variant)
                    # What it does not accept is left to the library; what it does is the same.
                    if plain is not None:
                        tried += 1
                        assert _stored(plain) == _stored(_checked(sample, name, variant))
        assert form.read({"no_such_field": 1}) is None
    assert tried > 2000


def _stored(values: dict[str, Any] | None) -> dict[str, Any] | None:
    """Give what would be stored: the library leaves the normal form of a text to the column."""
    if values is None:
        return None
    return {n: "é" if v == "e\u0301" else v for n, v in values.items()}


def test_rules_find_the_same_in_memory_as_in_the_store(sample: Workspace, whole: Dossier) -> None:
    with sample.store.reading() as db:
        rows = Rows(db, sample.catalogue)
        present = list(whole)
        few = [r for r in present if r.table in ("proposal", "term", "citation")]
        for part in (present, few):
            stored = invariants.check(part, [], rows, {})
            in_memory = invariants.check(part, [], Lot(rows, part), {})
            assert _told(in_memory) == _told(stored)
            assert part is few or stored


def _told(findings: list[invariants.Finding]) -> list[tuple[Any, ...]]:
    return [(f.level, f.number, f.field, f.message, f.record.uid) for f in findings]

"""Somebody has decided about every field, and the shipped schema is that of the catalogue."""

import pytest

from negotiation_tracker import paths
from negotiation_tracker.exchange.released_fields import (
    KEPT,
    MARKED,
    NEVER_RELEASED,
    OWN_SIDE,
    RELEASED,
    released,
)
from negotiation_tracker.exchange.schema import FILE_NAME, schema_text
from negotiation_tracker.model.catalogue import HOUSE_KEEPING, load_catalogue
from negotiation_tracker.model.handling import Audience

CATALOGUE = load_catalogue(paths.resources_folder())


@pytest.mark.parametrize("kind", list(CATALOGUE.kinds))
def test_every_field_is_either_released_or_kept_by_decision(kind: str) -> None:
    fields = {f.name for f in CATALOGUE[kind].fields}
    if kind in NEVER_RELEASED:
        assert kind not in RELEASED
        return
    decided = {*RELEASED[kind], *OWN_SIDE.get(kind, ()), *MARKED, *KEPT, *HOUSE_KEEPING, "id"}
    assert fields == decided, "a new field is confidential until it is listed in released_fields"


def test_no_kind_is_both_released_and_kept() -> None:
    assert set(CATALOGUE.kinds) == set(RELEASED) | NEVER_RELEASED


def test_others_get_no_house_keeping_and_own_side_fields_stay_on_the_own_side() -> None:
    for kind in RELEASED:
        public = {f.name for f in released(CATALOGUE, kind, Audience.PUBLIC)}
        assert not public & {*HOUSE_KEEPING, *KEPT, "id", *OWN_SIDE.get(kind, ())}
        team = {f.name for f in released(CATALOGUE, kind, Audience.OWN_TEAM)}
        assert team == public | set(OWN_SIDE.get(kind, ()))


def test_the_shipped_schema_is_made_from_the_catalogue() -> None:
    shipped = (paths.resources_folder() / FILE_NAME).read_text(encoding="utf-8")
    assert shipped == schema_text(), "run python -m negotiation_tracker.exchange.schema"

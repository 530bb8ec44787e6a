"""For whom people stand, on the shipped sample."""

import shutil
from datetime import date

import pytest

from negotiation_tracker.model.record import Dossier
from negotiation_tracker.rules.belonging import participant_of, span_of
from negotiation_tracker.services import seeds
from negotiation_tracker.services.workspace import Workspace

ALL = "all talks"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Dossier]:
    folder = tmp_path_factory.mktemp("sample")
    ws = Workspace.create(folder / "sample.negotiations")
    try:
        seeds.load(ws)
        each = {n.code: ws.dossier(n.id) for n in ws.negotiations()}
        return {ALL: ws.dossier_of_all(), **each}
    finally:
        ws.close()
        shutil.rmtree(folder)


@pytest.fixture
def everything(sample: dict[str, Dossier]) -> Dossier:
    return sample[ALL]


@pytest.mark.parametrize(
    ("code", "name", "side"),
    [
        ("LAUSD-SEIU99-2023", "John Lewis", "labor"),
        ("LAUSD-SEIU99-2023", "Max Arias", "labor"),
        ("LAUSD-SEIU99-2023", "Alberto Carvalho", "management"),
        ("LAUSD-SEIU99-2023", "Karen Bass", "neutral"),
        ("LAUSD-SEIU99-2023", "Chris Acosta", None),
        ("LAUSD-SEIU99-2023", "Thresa Thomas", None),
        ("LAUSD-UTLA-2019", "Alex Caputo-Pearl", "labor"),
        ("LAUSD-UTLA-2019", "Austin Beutner", "management"),
        ("LAUSD-UTLA-2019", "Nick Melvoin", "management"),
        ("LAUSD-UTLA-2019", "Eric Garcetti", "neutral"),
    ],
)
def test_working_for_the_employer_is_not_standing_for_it(
    sample: dict[str, Dossier], code: str, name: str, side: str | None
) -> None:
    dossier = sample[code]
    talks, person = dossier.where("negotiation", code=code), dossier.where("person", name=name)
    found = participant_of(dossier, talks[0].id, person[0].id)
    assert (found.side if found else None) == side


@pytest.mark.parametrize(
    ("code", "day", "name", "side"),
    [
        ("LAUSD-SEIU99-2023", date(2023, 3, 27), "Karen Bass", "neutral"),
        ("LAUSD-SEIU99-2023", date(2023, 3, 27), "Eric Garcetti", None),
        ("LAUSD-SEIU99-2023", date(2023, 3, 27), "Austin Beutner", None),
        ("LAUSD-SEIU99-2023", date(2023, 3, 27), "Max Arias", "labor"),
        ("LAUSD-SEIU99-2023", date(2026, 3, 27), "Max Arias", None),
        ("LAUSD-UTLA-2019", date(2019, 1, 18), "Eric Garcetti", "neutral"),
        ("LAUSD-UTLA-2019", date(2019, 1, 18), "Karen Bass", None),
    ],
)
def test_a_place_of_another_time_makes_nobody_part_of_the_talks(
    everything: Dossier, code: str, day: date, name: str, side: str | None
) -> None:
    dossier = everything
    talks, person = dossier.where("negotiation", code=code), dossier.where("person", name=name)
    found = participant_of(dossier, talks[0].id, person[0].id, (day, day))
    assert (found.side if found else None) == side


def test_talks_span_the_days_of_their_offers_and_sessions(sample: dict[str, Dossier]) -> None:
    dossier = sample["LAUSD-SEIU99-2023"]
    talks = dossier.where("negotiation", code="LAUSD-SEIU99-2023")[0]
    assert span_of(dossier, talks.id) == (date(2023, 3, 20), date(2023, 3, 27))
    assert span_of(dossier, talks.id, date(2026, 1, 5)) == (date(2023, 3, 20), date(2026, 1, 5))
    assert span_of(dossier, 0) is None

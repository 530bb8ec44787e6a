"""The overview page and source lines, on artificial talks and on the shipped sample."""

from collections.abc import Iterator

import pytest

from negotiation_tracker.model.errors import NotFound
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.model.record import Dossier
from negotiation_tracker.rules.engagements import engagements_on
from negotiation_tracker.rules.positions import Silence
from negotiation_tracker.services import seeds
from negotiation_tracker.services.evidence import source_line, source_text
from negotiation_tracker.services.overview import Overview, overview
from negotiation_tracker.services.workspace import Workspace
from tests.rules.build import Builder, Talks, day

TODAY = day("2023-05-01")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Dossier]]:
    workspace = Workspace.create(tmp_path_factory.mktemp("sample") / "sample.negotiations")
    seeds.load(workspace)
    yield {
        negotiation.code: workspace.dossier(negotiation.id)
        for negotiation in workspace.negotiations(Reader(Audience.ME))
    }
    workspace.close()


def cells(page: Overview, code: str) -> list[str]:
    return next(
        [cell.text for cell in row.cells] for row in page.grid.rows if row.issue.code == code
    )


# -- the day a page is about --


def test_talks_that_go_on_are_shown_as_of_today() -> None:
    talks = Talks()
    talks.session("2023-04-20")
    talks.session("2023-05-20", status="scheduled")
    page = overview(talks.dossier(), today=TODAY)
    assert (page.as_of.day, page.as_of.reason) == (TODAY, "today")
    assert page.days_since_last_session.value is not None
    assert page.days_since_last_session.value.describe() == "11 days"


def test_talks_long_past_are_shown_as_of_their_last_day() -> None:
    talks = Talks()
    talks.event("strike", "2019-01-14", end="2019-01-18", status="ended")
    talks.event("rally", "2019-02-01", status="planned_unconfirmed")
    page = overview(talks.dossier(), today=TODAY)
    assert page.as_of.day == day("2019-01-18")
    assert page.as_of.reason == "the last day the record speaks of"
    assert overview(talks.dossier(), day("2019-01-15"), today=TODAY).as_of.day == day("2019-01-15")


def test_an_empty_negotiation_has_reasons_and_no_zeros() -> None:
    page = overview(Talks().dossier(), today=TODAY)
    assert page.as_of.reason == "today; nothing dated is recorded yet"
    assert page.mediator_line == "no mediator recorded"
    for derived in (page.next_meeting, page.days_since_last_session, page.strike_days):
        assert derived.value is None
        assert derived.reason_not_computable
    assert page.sessions_held.value == 0
    assert page.latest == ()
    assert page.wage_gap is not None
    assert page.wage_gap.nominal.reason_not_computable == "Union: no position recorded"
    assert page.grid.rows[0].cells[0].silence is Silence.UNKNOWN


def test_a_negotiation_that_is_not_there_is_said_so() -> None:
    with pytest.raises(NotFound):
        overview(Builder().dossier(), today=TODAY)


# -- source lines --


def test_source_lines_name_publisher_day_paragraph_and_who_says_so() -> None:
    talks = Talks()
    segment = talks.source("S1", "2023-03-24", publisher="Example Paper")
    event = talks.event("rally", "2023-03-23")
    talks.cite(event, segment, attribution="unnamed_source", label="a member", about="other_party")
    talks.cite(event, talks.source("S0", None))
    lines = source_line(talks.dossier(), event)
    assert [line.text for line in lines] == ["Example Paper 24 Mar 2023 ¶1", "S0 ¶1"]
    assert lines[0].who == "a member (unnamed), about the other side"
    assert source_text(lines) == "Example Paper 24 Mar 2023 ¶1; S0 ¶1"


def test_a_part_shows_the_source_of_the_whole_and_first_hand_says_so() -> None:
    talks = Talks()
    session = talks.session("2023-03-24")
    entry = talks.add("table_entry", session_id=session.id, seq=4)
    proposal, item = talks.offer("P1", talks.union, "2023-03-24")
    term = talks.percent(item, 3)
    talks.cite(proposal, entry_id=entry.id, attribution="first_hand")
    assert [line.text for line in source_line(talks.dossier(), term)] == [
        "Session log 24 Mar 2023 line 4"
    ]
    bare = talks.event("rally", "2023-03-23")
    assert source_line(talks.dossier(), bare) == []
    talks.cite(bare, attribution="first_hand")
    assert source_text(source_line(talks.dossier(), bare)) == "First hand"


def test_latest_records_are_the_newest_and_say_what_is_only_planned() -> None:
    talks = Talks()
    for number in range(1, 13):
        talks.event("rally", f"2023-04-{number:02}", title=f"Rally {number}")
    talks.event("rally", "2023-04-12", title="March", status="planned_unconfirmed")
    talks.offer("P1", talks.union, "2023-04-12", title="Raise", formality="adverse_claim")
    page = overview(talks.dossier(), day("2023-04-12"), today=TODAY)
    assert len(page.latest) == 10
    first, second, third = page.latest[:3]
    assert (first.chip, first.title) == ("Claim", "Union: Raise (P1)")
    assert second.title == "Rally 12"
    assert third.title == "March (planned unconfirmed)"


# -- the sample --


def test_the_dispute_of_2019(sample: dict[str, Dossier]) -> None:
    page = overview(sample["LAUSD-UTLA-2019"], today=TODAY)
    assert page.as_of.day == day("2019-01-18")
    assert page.phase.text == "bargaining; strike, mediation active"
    assert page.mediator_line.startswith("Mayor Eric Garcetti and his office: active since")
    assert page.strike_days.value is not None
    assert page.strike_days.value.describe() == "5 days"
    number = page.strikes[0].day_number.value
    assert number is not None
    assert number.exact == 5
    assert page.sessions_held.value == 2
    assert page.next_meeting.value is not None
    assert page.next_meeting.value.date.describe() == "Fri 18 Jan 2019"
    assert cells(page, "pay") == ["Higher pay; no number stated.", "no position recorded"]
    assert cells(page, "hires")[1] == "1,300 employees"
    assert page.owed == ()


@pytest.mark.parametrize(
    ("as_of", "overlays"),
    [
        ("2023-03-20", set()),
        ("2023-03-22", {"strike", "sympathy_strike", "schools_closed"}),
        ("2023-03-23", {"strike", "sympathy_strike", "schools_closed", "mediation_active"}),
        ("2023-03-24", {"mediation_active"}),
    ],
)
def test_the_overlays_of_2023(sample: dict[str, Dossier], as_of: str, overlays: set[str]) -> None:
    page = overview(sample["LAUSD-SEIU99-2023"], day(as_of), today=TODAY)
    assert {str(overlay.kind) for overlay in page.phase.overlays} == overlays


def test_the_dispute_of_2023(sample: dict[str, Dossier]) -> None:
    page = overview(sample["LAUSD-SEIU99-2023"], today=day("2026-01-01"))
    assert page.as_of.day == day("2023-03-24")
    assert cells(page, "wages") == ["30%, years not stated", "23% over five years"]
    assert page.wage_gap is not None
    assert page.wage_gap.nominal.value is not None
    assert page.wage_gap.nominal.value.describe() == "7 percentage points"
    assert not page.wage_gap.comparable
    assert page.wage_gap.reasons[0] == "years covered: SEIU Local 99 not stated, LAUSD five years"
    assert page.wage_gap_row is not None
    assert page.wage_gap_row.disputed
    adverse = page.wage_gap_row.cells[1].adverse
    assert [stand.text for stand in adverse] == ["30%, years not stated"]
    assert page.strike_days.value is not None
    assert page.strike_days.value.exact == 3
    assert page.strikes[0].over
    assert page.next_meeting.value is not None
    assert page.next_meeting.value.date.describe() == "Mon 27 Mar 2023"
    assert page.mediator_line == "Mayor Karen Bass: active since Thu 23 Mar 2023"
    assert [p.side for p in page.grid.participants] == ["labor", "management"]
    assert all(record.sources for record in page.latest)


@pytest.mark.parametrize(
    ("known_by", "offer", "adverse"),
    [
        ("2023-03-21", "23%, years not stated", 0),
        ("2023-03-23", "23% over five years", 0),
        ("2023-03-24", "23% over five years", 1),
    ],
)
def test_the_offer_as_it_was_known(
    sample: dict[str, Dossier], known_by: str, offer: str, adverse: int
) -> None:
    dossier = sample["LAUSD-SEIU99-2023"]
    page = overview(dossier, day("2023-03-24"), day(known_by), today=TODAY)
    assert page.known_by == day(known_by)
    assert page.grid.known_by == day(known_by)
    assert cells(page, "wages") == ["30%, years not stated", offer]
    row = next(row for row in page.grid.rows if row.issue.code == "wages")
    assert len(row.cells[1].adverse) == adverse


def test_mediators_of_the_sample_on_three_days(sample: dict[str, Dossier]) -> None:
    dossier = sample["LAUSD-UTLA-2019"]
    [negotiation] = dossier.all("negotiation")
    found = {
        when: {
            view.engagement.uid: str(view.state.value)
            for view in engagements_on(dossier, negotiation.id, day(when))
        }
        for when in ("2018-09-01", "2019-01-16", "2019-01-17")
    }
    assert list(found["2018-09-01"].values()) == ["offered"]
    assert "active" not in found["2019-01-16"].values()
    assert sorted(found["2019-01-17"].values()) == ["active", "offered_if_needed"]


def test_the_public_sees_all_of_the_sample(sample: dict[str, Dossier]) -> None:
    from negotiation_tracker.rules.visibility import visible, withheld

    for dossier in sample.values():
        assert withheld(dossier, Reader(Audience.PUBLIC)) == {}
        assert len(visible(dossier, Reader(Audience.PUBLIC))) == len(dossier)

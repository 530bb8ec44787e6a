"""Legal clocks: only for the regime chosen, counted from what starts them, with rule and source."""

import pytest

from negotiation_tracker.model.record import Record
from negotiation_tracker.model.vocabulary import LegalRegime
from negotiation_tracker.rules.clock_rules import NOT_ADVICE, NOTICE_KEY, RULES
from negotiation_tracker.rules.clocks import Clock, Count, clocks, shifted
from negotiation_tracker.rules.due import DueState, due_view, overdue
from negotiation_tracker.rules.unnamed import single_unnamed
from tests.rules.build import Talks, day


def by_key(talks: Talks) -> dict[str, Clock]:
    return {clock.rule.key: clock for clock in clocks(talks.dossier(), talks.negotiation.id)}


def due(clock: Clock) -> str:
    assert clock.due.value is not None
    return clock.due.value.describe()


def mediator(talks: Talks, when: str, state: str = "appointed", **more: str) -> Record:
    engagement = talks.add(
        "mediator_engagement", negotiation_id=talks.negotiation.id, label="A neutral", **more
    )
    return talks.add("mediator_state", engagement_id=engagement.id, state=state, date=when)


@pytest.mark.parametrize("regime", ["none", "unknown", "other_state", "MMBA", "RLA"])
def test_without_a_regime_that_has_clocks_there_are_none(regime: str) -> None:
    talks = Talks(legal_regime=regime, prior_contract_expiry="2024-06-30")
    talks.event("impasse_declared", "2024-03-01")
    talks.event("factfinding_report_received", "2024-05-01")
    assert by_key(talks) == {}


def test_a_regime_does_not_bring_the_clocks_of_another() -> None:
    talks = Talks(legal_regime="NLRA", prior_contract_expiry="2024-06-30")
    talks.event("impasse_declared", "2024-03-01")
    assert {clock.rule.regime for clock in by_key(talks).values()} == {LegalRegime.NLRA}


@pytest.mark.parametrize(
    ("kind", "start", "key", "expected"),
    [
        # Friday 1 March 2024: five working days are Monday to Friday of the week after.
        ("impasse_declared", "2024-03-01", "eera-determination", "Fri 8 Mar 2024"),
        ("impasse_declared", "2024-03-02", "eera-determination", "Fri 8 Mar 2024"),
        ("impasse_declared", "2024-03-06", "eera-determination", "Wed 13 Mar 2024"),
        ("factfinding_requested", "2024-04-01", "eera-panel-members", "Sat 6 Apr 2024"),
        ("factfinding_report_received", "2024-05-01", "eera-publish-report", "Sat 11 May 2024"),
        ("board_adoption", "2024-05-01", "eera-budget-revisions", "Sat 15 Jun 2024"),
    ],
)
def test_events_start_the_clocks_of_eera(kind: str, start: str, key: str, expected: str) -> None:
    talks = Talks(legal_regime="EERA")
    talks.event(kind, start)
    assert due(by_key(talks)[key]) == expected


def test_what_is_planned_counts_backwards_and_what_happened_does_not() -> None:
    talks = Talks(legal_regime="EERA")
    talks.event("board_adoption", "2024-05-15", status="announced")
    found = by_key(talks)
    assert due(found["eera-county-review"]) == "Wed 1 May 2024"
    assert "eera-budget-revisions" not in found
    assert "certified as qualified or negative" in found["eera-county-review"].rule_text


@pytest.mark.parametrize("status", ["alleged", "cancelled", "announced"])
def test_what_did_not_happen_starts_nothing(status: str) -> None:
    talks = Talks(legal_regime="EERA")
    talks.event("impasse_declared", "2024-03-01", status=status)
    assert by_key(talks) == {}


def test_the_appointment_of_a_mediator_counts_not_the_offer() -> None:
    talks = Talks(legal_regime="EERA")
    mediator(talks, "2024-03-01", "offered")
    assert by_key(talks) == {}
    mediator(talks, "2024-03-10")
    assert due(by_key(talks)["eera-factfinding-possible"]) == "Mon 25 Mar 2024"


def test_a_panel_is_not_a_mediator() -> None:
    talks = Talks(legal_regime="EERA")
    mediator(talks, "2024-04-20", service="fact_finding")
    found = by_key(talks)
    assert due(found["eera-panel-report"]) == "Mon 20 May 2024"
    assert "eera-factfinding-possible" not in found


def test_a_subject_that_comes_up_after_sunshining_is_to_be_made_public() -> None:
    talks = Talks(legal_regime="EERA")
    talks.event("sunshine_presented", "2024-01-10")
    talks.offer("P1", talks.union, "2024-01-10")
    late = talks.issue("parking")
    presented = talks.issue("leave", sunshined_on="2024-02-01")
    talks.offer("P2", talks.union, "2024-02-05", item={"issue": late})
    talks.offer("P3", talks.union, "2024-02-06", item={"issue": presented})
    found = [c for c in by_key(talks).values() if c.rule.key == "eera-new-subject"]
    assert [c.trigger for c in found] == [("issue", late.id)]
    assert due(found[0]) == "Tue 6 Feb 2024"
    assert found[0].owed_by == talks.employer.id


def test_the_clocks_of_the_nlra_count_back_from_expiry() -> None:
    talks = Talks(legal_regime="NLRA", prior_contract_expiry="2024-06-30")
    found = {key: due(clock) for key, clock in by_key(talks).items()}
    assert found == {
        "nlra-health-notice": "Mon 1 Apr 2024",
        "nlra-health-agencies": "Wed 1 May 2024",
        "nlra-notice": "Wed 1 May 2024",
        "nlra-agencies": "Fri 31 May 2024",
    }


def test_the_notice_to_the_agencies_counts_from_the_notice_once_that_is_given() -> None:
    talks = Talks(legal_regime="NLRA", prior_contract_expiry="2024-06-30")
    notice = by_key(talks)[NOTICE_KEY]
    talks.add(
        "follow_up",
        negotiation_id=talks.negotiation.id,
        uid=notice.uid,
        title=notice.rule.title,
        status="done",
        done_on="2024-04-02",
    )
    found = by_key(talks)
    assert due(found["nlra-agencies"]) == "Thu 2 May 2024"
    assert found[NOTICE_KEY].follow_up is not None, "it was taken over already"
    assert found[NOTICE_KEY].uid == notice.uid


def test_a_rough_start_gives_a_rough_day_and_an_open_one_none() -> None:
    talks = Talks(legal_regime="EERA")
    talks.event("factfinding_report_received", "2024-05-01..2024-05-03")
    rough = by_key(talks)["eera-publish-report"]
    assert rough.due.value is not None
    assert (rough.due.value.earliest, rough.due.value.latest) == (
        day("2024-05-11"),
        day("2024-05-13"),
    )
    open_ended = Talks(legal_regime="EERA")
    open_ended.event("factfinding_report_received", "..2024-05-03")
    unknown = by_key(open_ended)["eera-publish-report"]
    assert unknown.due.value is None
    assert "not known" in unknown.due.reason_not_computable


def test_a_clock_says_how_it_was_counted_and_that_it_is_no_advice() -> None:
    talks = Talks(legal_regime="EERA")
    event = talks.event("impasse_declared", "2024-03-01", title="Union declares impasse")
    clock = by_key(talks)["eera-determination"]
    assert clock.due.formula == "5 working days after: Union declares impasse (Fri 1 Mar 2024)"
    assert clock.due.inputs == (("event", event.id),)
    assert "holidays" in clock.due.notes[0]
    assert "8 CCR 32793" in clock.rule_text
    assert clock.rule_text.endswith(NOT_ADVICE)


def test_what_was_met_is_marked() -> None:
    talks = Talks(legal_regime="EERA")
    talks.event("factfinding_report_received", "2024-05-01")
    published = talks.event("factfinding_published", "2024-05-05")
    assert by_key(talks)["eera-publish-report"].met == ("event", published.id)


def test_every_rule_names_its_source_and_has_its_own_key() -> None:
    assert len({rule.key for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.source, rule.key
        assert rule.text.endswith("."), rule.key
        assert rule.days != 0, rule.key


@pytest.mark.parametrize(
    ("start", "days", "count", "expected"),
    [
        ("2024-03-01", 1, Count.WORKING, "2024-03-04"),
        ("2024-03-04", -1, Count.WORKING, "2024-03-01"),
        ("2024-03-03", 1, Count.WORKING, "2024-03-04"),
        ("2024-03-03", -1, Count.WORKING, "2024-03-01"),
        ("2024-02-28", 2, Count.CALENDAR, "2024-03-01"),
        ("2024-03-01", -1, Count.CALENDAR, "2024-02-29"),
    ],
)
def test_days_are_counted(start: str, days: int, count: Count, expected: str) -> None:
    assert shifted(day(start), days, count) == day(expected)


# -- due and overdue --


@pytest.mark.parametrize(
    ("fields", "state", "text"),
    [
        ({"due": "2024-03-01"}, DueState.OVERDUE, "overdue by 9 days"),
        ({"due": "2024-03-09"}, DueState.OVERDUE, "overdue by 1 day"),
        ({"due": "2024-03-10"}, DueState.DUE_NOW, "due today"),
        ({"due": "2024-03-08..2024-03-12"}, DueState.DUE_NOW, "due now"),
        ({"due": "2024-03-05..2024-03-07"}, DueState.OVERDUE, "overdue by 3 to 5 days"),
        ({"due": "..2024-03-07"}, DueState.OVERDUE, "overdue by at least 3 days"),
        ({"due": "2024-03-12"}, DueState.AHEAD, "due in 2 days"),
        ({}, DueState.UNDATED, "no date set"),
        (
            {"due": "2024-03-01", "status": "done", "done_on": "2024-03-05"},
            DueState.DONE,
            "done Tue 5 Mar 2024",
        ),
        ({"due": "2024-03-01", "status": "done"}, DueState.DONE, "done"),
        ({"due": "2024-03-01", "status": "dropped"}, DueState.DROPPED, "dropped"),
    ],
)
def test_where_something_owed_stands(fields: dict[str, str], state: DueState, text: str) -> None:
    talks = Talks()
    owed = talks.add("follow_up", negotiation_id=talks.negotiation.id, title="Roster", **fields)
    shown = due_view(owed, day("2024-03-10"))
    assert (shown.state, shown.text) == (state, text)


def test_the_longest_overdue_comes_first() -> None:
    talks = Talks()
    number = talks.negotiation.id
    talks.add("follow_up", negotiation_id=number, title="one", due="2024-03-08")
    talks.add("follow_up", negotiation_id=number, title="two", due="2024-02-08")
    talks.add("follow_up", negotiation_id=number, title="three", due="2024-04-08")
    found = overdue(talks.dossier(), number, day("2024-03-10"))
    assert [record.title for record in found] == ["two", "one"]


# -- one unnamed source --


def test_one_unnamed_source_is_flagged_and_two_are_not() -> None:
    talks = Talks()
    event = talks.event("rally", "2024-03-01")
    segment = talks.source("A", "2024-03-02")
    assert not single_unnamed(talks.dossier(), event)
    talks.cite(event, segment, attribution="unnamed_source", label="a member")
    assert single_unnamed(talks.dossier(), event)
    talks.cite(event, segment, attribution="unnamed_source", label="a member")
    assert single_unnamed(talks.dossier(), event), "the same source said twice is one source"
    talks.cite(event, segment, attribution="unnamed_source", label="a teacher")
    assert not single_unnamed(talks.dossier(), event)
    other = talks.event("rally", "2024-03-01")
    talks.cite(other, segment, attribution="unnamed_source", label="a member")
    talks.cite(other, segment, attribution="derived")
    assert single_unnamed(talks.dossier(), other)
    talks.cite(other, segment)
    assert not single_unnamed(talks.dossier(), other)

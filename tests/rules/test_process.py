"""Phases, overlays, mediators, measures, chains, answers owed, status of issues."""

from typing import Any

import pytest

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.rules.agreements import AgreementStatus, view
from negotiation_tracker.rules.chains import Tie, chains, earlier, owed
from negotiation_tracker.rules.derived import Days, days_since
from negotiation_tracker.rules.disputes import touching
from negotiation_tracker.rules.engagements import engagements_on, state_on
from negotiation_tracker.rules.measures import (
    days_since_last_session,
    issues_by_status,
    next_meeting,
    open_issues,
    sessions_held,
    strikes,
    table_time,
    workdays,
)
from negotiation_tracker.rules.overlays import OverlayKind
from negotiation_tracker.rules.phases import phase
from negotiation_tracker.rules.positions import grid
from tests.rules.build import Talks, day, on


def overlay_kinds(talks: Talks, when: str) -> list[str]:
    return [str(overlay.kind) for overlay in phase(talks.dossier(), day(when)).overlays]


@pytest.mark.parametrize(
    ("then", "words"),
    [
        ("2023-03-20", "4 days"), ("..2023-03-20", "at least 4 days"),
        ("2023-03-20..2023-03-22", "2 to 4 days"), ("2023-03-24", "0 days"),
    ],
)  # fmt: skip
def test_days_are_an_interval_where_dates_are_rough(then: str, words: str) -> None:
    found = days_since(on(then), day("2023-03-24"))
    assert found is not None
    assert found.describe() == words
    assert days_since(FuzzyDate.unknown(), day("2023-03-24")) is None
    assert Days(3, 3, about=True).exact is None


# -- phases and overlays --


def test_the_phase_follows_the_latest_event_that_carries_one() -> None:
    talks = Talks()
    talks.event("bargaining_began", "2023-01-10")
    talks.event("impasse_reported", "2023-03-13..2023-03-17")
    talks.event("strike_announced", "2023-03-18")
    talks.event("mediation_started", "2023-04-01")
    talks.event("mediation_collapsed", "2023-04-05")
    talks.event("talks_resumed", "..2023-04-10")
    dossier = talks.dossier()
    for when, expected in (
        ("2023-01-09", "unknown"), ("2023-01-10", "bargaining"), ("2023-03-20", "impasse"),
        ("2023-04-02", "mediation"), ("2023-04-06", "impasse"), ("2023-04-10", "bargaining"),
    ):  # fmt: skip
        assert phase(dossier, day(when)).phase.value == expected, when
    seen = phase(dossier, day("2023-03-20"))
    assert seen.reasons == ("Impasse reported (13–17 Mar 2023).",)
    assert len(seen.phase.inputs) == 1


@pytest.mark.parametrize("status", ["announced", "planned_unconfirmed", "cancelled", "alleged"])
def test_what_did_not_happen_changes_nothing(status: str) -> None:
    talks = Talks()
    talks.event("impasse_declared", "2023-01-10", status=status)
    talks.event("strike", "2023-01-10", end="2023-01-12", status=status)
    seen = phase(talks.dossier(), day("2023-01-11"))
    assert seen.phase.value == "unknown"
    assert seen.overlays == ()


def test_without_events_sessions_tell() -> None:
    talks = Talks()
    talks.session("2023-02-01", status="scheduled")
    assert phase(talks.dossier(), day("2023-01-01")).phase.value == "preparing"
    talks.session("2023-02-02")
    assert phase(talks.dossier(), day("2023-02-02")).phase.value == "bargaining"
    assert phase(Talks(opened=on("2023-01-01")).dossier(), day("2023-01-05")).text == "bargaining"
    closed = Talks(opened=on("2023-01-01"), closed=on("2023-06-01"))
    assert phase(closed.dossier(), day("2023-06-01")).phase.value == "closed"


def test_a_phase_set_by_hand_says_so() -> None:
    talks = Talks(phase_override="factfinding", phase_override_reason="Panel named")
    talks.event("bargaining_began", "2023-01-10")
    seen = phase(talks.dossier(), day("2023-02-01"))
    assert seen.set_by_hand
    assert seen.phase.value == "factfinding"
    assert seen.reasons == ("Set by hand: Panel named",)
    assert seen.notes == ("The events alone say bargaining.",)


def test_overlays_coexist_and_end() -> None:
    talks = Talks(legal_regime="EERA")
    ally = talks.participant(talks.add("organization", name="Example Ally"), "labor", role="ally")
    talks.event("bargaining_began", "2023-01-10")
    talks.event("strike", "2023-03-21", end="2023-03-23", status="ended")
    walkout = talks.event("strike", "2023-03-21", end="2023-03-23", status="ended")
    talks.add("event_actor", event_id=walkout.id, participant_id=ally.id)
    talks.event("school_closure", "2023-03-21")
    talks.event("classes_resumed", "2023-03-24")
    engagement = talks.add("mediator_engagement", negotiation_id=talks.negotiation.id, label="M")
    talks.add("mediator_state", engagement_id=engagement.id, state="active", date="2023-03-23")
    assert overlay_kinds(talks, "2023-03-20") == []
    assert set(overlay_kinds(talks, "2023-03-23")) == {
        "strike", "sympathy_strike", "schools_closed", "mediation_active",
    }  # fmt: skip
    assert overlay_kinds(talks, "2023-03-24") == ["mediation_active"]
    seen = phase(talks.dossier(), day("2023-03-22"))
    assert seen.notes == ("A strike is recorded; no fact-finding report is recorded before it.",)
    strike = next(o for o in seen.overlays if o.kind is OverlayKind.STRIKE)
    assert strike.certain(day("2023-03-22"))
    assert strike.reason(day("2023-03-22")) == "since Tue 21 Mar 2023, until Thu 23 Mar 2023"


def test_a_strike_of_rough_dates_is_possible_but_not_certain() -> None:
    talks = Talks()
    talks.event("strike", "2023-03-01..2023-03-03", end="2023-03-10", status="ended")
    [strike] = phase(talks.dossier(), day("2023-03-02")).overlays
    assert not strike.certain(day("2023-03-02"))
    assert "not certain" in strike.reason(day("2023-03-02"))


def test_an_expired_contract_is_an_overlay_until_a_new_one_is_signed() -> None:
    talks = Talks(prior_contract_expiry=on("2022-06-30"))
    talks.event("contract_signed", "2023-06-01")
    assert overlay_kinds(talks, "2023-05-31") == ["contract_expired"]
    assert overlay_kinds(talks, "2023-06-01") == []


# -- mediators --


def test_a_mediators_state_is_the_last_begun_by_the_day() -> None:
    talks = Talks()
    engagement = talks.add("mediator_engagement", negotiation_id=talks.negotiation.id, unnamed=True)
    for state, when in (
        ("offered", "2018-08-01..2018-08-31"), ("informal_contacts", "2019-01-14..2019-01-16"),
        ("active", "2019-01-17"), ("active", "2019-01-18"),
    ):  # fmt: skip
        talks.add("mediator_state", engagement_id=engagement.id, state=state, date=when)
    dossier = talks.dossier()
    for when, expected in (
        ("2018-07-31", None), ("2018-08-01", "offered"), ("2019-01-16", "informal_contacts"),
        ("2019-01-18", "active"),
    ):  # fmt: skip
        assert state_on(dossier, engagement, day(when)).state.value == expected
    seen = state_on(dossier, engagement, day("2019-01-20"))
    assert seen.text == "unnamed mediator: active since Thu 17 Jan 2019"
    assert state_on(dossier, engagement, day("2018-01-01")).state.reason_not_computable
    assert engagements_on(dossier, talks.negotiation.id, day("2018-01-01")) == ()


def test_a_mediator_at_work_is_named_before_one_that_offered_help() -> None:
    talks = Talks()
    for name, state in (("Lee Example", "offered_if_needed"), ("Pat Example", "active")):
        person = talks.add("person", name=name)
        engagement = talks.add(
            "mediator_engagement", negotiation_id=talks.negotiation.id, person_id=person.id
        )
        talks.add("mediator_state", engagement_id=engagement.id, state=state, date="2023-01-01")
    seen = engagements_on(talks.dossier(), talks.negotiation.id, day("2023-02-01"))
    assert [view.name for view in seen] == ["Pat Example", "Lee Example"]


# -- measures --


def strike_words(talks: Talks, when: str) -> list[Any]:
    [strike] = strikes(talks.dossier(), talks.negotiation.id, day(when))
    return [
        derived.value and derived.value.describe()
        for derived in (strike.calendar_days, strike.workdays, strike.day_number)
    ]


def test_strike_days_workdays_and_the_number_of_the_day() -> None:
    talks = Talks()
    talks.event("strike", "2023-03-17", end="2023-03-21", status="ended")
    assert strike_words(talks, "2023-03-19") == ["3 days", "1 day", "3 days"]
    assert strike_words(talks, "2023-03-21") == ["5 days", "3 days", "5 days"]
    assert strike_words(talks, "2023-04-01") == ["5 days", "3 days", None]
    assert strikes(talks.dossier(), talks.negotiation.id, day("2023-03-16")) == ()
    assert workdays(day("2023-03-18"), day("2023-03-19")) == 0


def test_a_strike_going_on_is_counted_to_the_day_and_one_of_unknown_end_is_not() -> None:
    talks = Talks()
    talks.event("strike", "2019-01-14", status="ongoing")
    assert strike_words(talks, "2019-01-18") == ["5 days", "5 days", "5 days"]
    talks = Talks()
    talks.event("strike", "2019-01-14", status="ended")
    [strike] = strikes(talks.dossier(), talks.negotiation.id, day("2019-02-01"))
    assert strike.calendar_days.reason_not_computable == "The last day is not recorded."


def test_a_walkout_of_allies_is_not_counted_as_the_strike() -> None:
    talks = Talks()
    talks.event("sympathy_strike", "2023-03-21", end="2023-03-23")
    assert strikes(talks.dossier(), talks.negotiation.id, day("2023-03-22")) == ()


def test_days_since_the_last_session_held() -> None:
    talks = Talks()
    number = talks.negotiation.id
    found = days_since_last_session(talks.dossier(), number, day("2023-01-20"))
    assert found.reason_not_computable == "No session is recorded as held by this day."
    talks.session("2023-01-10..2023-01-12")
    talks.session("2023-01-18", status="cancelled")
    talks.session("2023-01-19", status="scheduled")
    found = days_since_last_session(talks.dossier(), number, day("2023-01-20"))
    assert found.value is not None
    assert found.value.describe() == "8 to 10 days"
    held = sessions_held(talks.dossier(), number, day("2023-01-20"))
    assert held.value == 1
    assert held.inputs == found.inputs


def test_the_next_meeting() -> None:
    talks = Talks()
    number = talks.negotiation.id

    def found(when: str) -> Any:
        return next_meeting(talks.dossier(), number, day(when))

    assert found("2023-01-01").reason_not_computable == "No further meeting is recorded."
    talks.session("2023-01-10", next_date=on("2023-01-15"), next_place="Example Hall")
    agreed = found("2023-01-11").value
    assert (agreed.note, agreed.place) == ("as agreed at the table", "Example Hall")
    talks.session("2023-01-15", status="scheduled", scheduled_start="12:00")
    assert found("2023-01-11").value.note == "scheduled"
    assert found("2023-01-11").value.time.describe() == "12:00"
    talks.session("2023-01-12", status="cancelled")
    assert found("2023-01-11").value.date == on("2023-01-15")
    assert found("2023-01-09").value.note == "as it turned out; held later"
    talks.event("meeting_scheduled", "2023-02-01", status="announced")
    assert found("2023-01-20").value.note == "announced"


def test_table_time_leaves_out_caucuses_and_breaks() -> None:
    talks = Talks()
    session = talks.session("2023-01-10", time_in="9:00", time_out="12:00")
    talks.session("2023-01-11")
    for seq, (kind, when, side) in enumerate(
        (
            ("caucus_start", "9:30", talks.union.id), ("caucus_end", "10:00", talks.union.id),
            ("break_start", "10:30", None), ("break_end", "10:45", None),
        )
    ):  # fmt: skip
        talks.add(
            "table_entry", session_id=session.id, seq=seq, kind=kind, participant_id=side,
            occurred_at=when,
        )  # fmt: skip
    time = table_time(talks.dossier(), talks.negotiation.id, day("2023-02-01"))
    assert time.minutes.value == 135
    assert time.minutes.notes == ("1 held without both times.",)
    assert time.caucus_minutes == ((talks.union.id, 30),)
    assert time.break_minutes == 15
    empty = Talks()
    empty.session("2023-01-11")
    time = table_time(empty.dossier(), empty.negotiation.id, day("2023-02-01"))
    assert time.minutes.value is None
    assert time.minutes.reason_not_computable == "No session held has both times."


# -- issues, agreements --


def status(talks: Talks, when: str) -> Any:
    return grid(talks.dossier(), day(when)).rows[0].status.value


def test_the_status_of_an_issue_follows_what_happened() -> None:
    talks = Talks()
    assert status(talks, "2023-01-01") == "no_proposal_yet"
    asked, _ = talks.offer("U1", talks.union, "2023-01-10")
    assert status(talks, "2023-01-10") == "open"
    talks.act(asked, "hold", talks.employer, "2023-01-12")
    assert status(talks, "2023-01-12") == "hold"
    talks.offer("E1", talks.employer, "2023-01-14")
    assert status(talks, "2023-01-14") == "open"
    talks.act(asked, "accepted_in_concept", talks.employer, "2023-01-16")
    assert status(talks, "2023-01-16") == "agreed_in_concept"
    table = grid(talks.dossier(), day("2023-01-16"))
    assert issues_by_status(table) == (("agreed_in_concept", 1),)
    assert open_issues(table).value == 1


def test_withdrawn_set_aside_and_imposed() -> None:
    talks = Talks()
    asked, _ = talks.offer("U1", talks.union, "2023-01-10")
    talks.act(asked, "withdrawn", talks.union, "2023-01-12")
    assert status(talks, "2023-01-12") == "withdrawn"
    assert open_issues(grid(talks.dossier(), day("2023-01-12"))).value == 0
    talks.records[talks.records.index(talks.wages)] = talks.wages.replaced(deferred=True)
    assert status(talks, "2023-01-12") == "deferred"
    talks.event("terms_imposed", "2023-02-01")
    assert status(talks, "2023-02-01") == "imposed"


def agreement(talks: Talks, **more: Any) -> Any:
    made = talks.add(
        "tentative_agreement", negotiation_id=talks.negotiation.id, code="TA1",
        **{"reached_on": "2023-02-01", "text_hash": "a"} | more,
    )  # fmt: skip
    talks.add("agreement_issue", agreement_id=made.id, issue_id=talks.wages.id)
    return made


def sign(talks: Talks, made: Any, side: Any, when: str, text_hash: str = "a") -> None:
    person = talks.add("person", name="Pat Example")
    talks.add(
        "signoff", agreement_id=made.id, participant_id=side.id, person_id=person.id, date=when,
        text_hash=text_hash,
    )  # fmt: skip


def test_an_agreement_needs_both_sides_under_one_text() -> None:
    talks = Talks()
    talks.offer("U1", talks.union, "2023-01-10")
    made = agreement(talks)

    def seen(when: str) -> AgreementStatus:
        return view(talks.dossier(), made, day(when)).status

    assert seen("2023-02-01") is AgreementStatus.DRAFT
    sign(talks, made, talks.union, "2023-02-01")
    assert seen("2023-02-01") is AgreementStatus.ONE_SIDE
    sign(talks, made, talks.employer, "2023-02-02", "b")
    assert seen("2023-02-02") is AgreementStatus.ONE_SIDE
    assert status(talks, "2023-02-02") == "open"
    sign(talks, made, talks.employer, "2023-02-03")
    assert seen("2023-02-02") is AgreementStatus.ONE_SIDE
    assert seen("2023-02-03") is AgreementStatus.SIGNED
    assert status(talks, "2023-02-03") == "ta"


def test_an_ally_cannot_sign_for_the_party() -> None:
    talks = Talks()
    ally = talks.participant(talks.add("organization", name="Ally"), "labor", role="ally")
    made = agreement(talks)
    sign(talks, made, ally, "2023-02-01")
    sign(talks, made, talks.employer, "2023-02-01")
    assert view(talks.dossier(), made, day("2023-02-01")).status is AgreementStatus.ONE_SIDE


def test_an_agreement_on_the_whole_moves_the_phase_and_a_vote_moves_it_on_or_back() -> None:
    for result, expected in (("approved", "ratified"), ("rejected", "bargaining")):
        talks = Talks()
        talks.event("bargaining_began", "2023-01-01")
        made = agreement(talks, scope="whole")
        sign(talks, made, talks.union, "2023-02-01")
        assert phase(talks.dossier(), day("2023-02-01")).phase.value == "bargaining"
        sign(talks, made, talks.employer, "2023-02-01")
        assert phase(talks.dossier(), day("2023-02-01")).phase.value == "ta_whole"
        talks.add(
            "approval", agreement_id=made.id, body="members", closed_on="2023-03-01", result=result
        )
        assert phase(talks.dossier(), day("2023-03-01")).phase.value == expected


# -- chains, answers owed, disputes --


def test_chains_are_trees_of_counters_and_replacements() -> None:
    talks = Talks()
    first, _ = talks.offer("U1", talks.union, "2023-01-10")
    answer, _ = talks.offer("E1", talks.employer, "2023-01-12")
    second, _ = talks.offer("U2", talks.union, "2023-01-14", supersedes_id=first.id)
    talks.offer("X1", talks.employer, "2023-01-20")
    talks.add("counter", proposal_id=answer.id, countered_id=first.id)
    talks.add("counter", proposal_id=second.id, countered_id=answer.id, inferred=True)
    dossier = talks.dossier()
    tree, single = chains(dossier, talks.negotiation.id)
    assert [(link.proposal.code, link.depth, link.tie) for link in tree] == [
        ("U1", 0, None), ("E1", 1, Tie.COUNTERS), ("U2", 2, Tie.COUNTERS),
    ]  # fmt: skip
    assert tree[2].inferred
    assert tree[2].also == (first.id,)
    assert [link.proposal.code for link in single] == ["X1"]
    assert earlier(dossier, second.id) == {first.id, answer.id}


def test_a_circle_in_imported_links_ends() -> None:
    talks = Talks()
    first, _ = talks.offer("U1", talks.union, "2023-01-10")
    second, _ = talks.offer("E1", talks.employer, "2023-01-12")
    talks.add("counter", proposal_id=second.id, countered_id=first.id)
    talks.add("counter", proposal_id=first.id, countered_id=second.id)
    shown = chains(talks.dossier(), talks.negotiation.id)
    assert {link.proposal.code for tree in shown for link in tree} == {"U1", "E1"}


def test_who_owes_an_answer() -> None:
    talks = Talks()
    asked, _ = talks.offer("U1", talks.union, "2023-01-10", to_id=talks.employer.id)

    def waiting(when: str) -> list[tuple[str, str]]:
        return [
            (o.proposal.code, o.days.value.describe() if o.days.value else "")
            for o in owed(talks.dossier(), talks.negotiation.id, day(when))
        ]

    assert waiting("2023-01-09") == []
    assert waiting("2023-01-15") == [("U1", "5 days")]
    talks.act(asked, "hold", talks.employer, "2023-01-11")
    [one] = owed(talks.dossier(), talks.negotiation.id, day("2023-01-15"))
    assert one.on_hold
    assert [p.id for p in one.by] == [talks.employer.id]
    talks.offer("E1", talks.employer, "2023-01-16")
    assert waiting("2023-01-17") == [("E1", "1 day")]


@pytest.mark.parametrize("action", ["rejected", "accepted", "withdrawn", "expired"])
def test_a_closed_offer_waits_for_nothing(action: str) -> None:
    talks = Talks()
    asked, _ = talks.offer("U1", talks.union, "2023-01-10")
    talks.act(asked, action, talks.employer, "2023-01-11")
    assert owed(talks.dossier(), talks.negotiation.id, day("2023-01-15")) == ()


def test_from_newspapers_nobody_owes_an_answer() -> None:
    talks = Talks()
    asked, _ = talks.offer("U1", talks.union, "2023-01-10")
    talks.cite(asked, talks.source("A", "2023-01-11"))
    assert owed(talks.dossier(), talks.negotiation.id, day("2023-01-15")) == ()


def test_disputes_touch_a_record_and_its_parts() -> None:
    talks = Talks()
    _, item = talks.offer("U1", talks.union, "2023-01-10")
    term = talks.percent(item, 8)
    other = talks.issue("staffing")
    for code, mark in (("K2", "explained"), ("K1", "open")):
        dispute = talks.add(
            "dispute", negotiation_id=talks.negotiation.id, code=code, question="?",
            kind="precision", status=mark,
        )  # fmt: skip
        talks.add(
            "dispute_member",
            dispute_id=dispute.id,
            account="a",
            target_kind="term",
            target_uid=term.uid,
        )
    found = touching(talks.dossier(), (talks.wages,))
    assert [(v.dispute.code, v.open) for v in found] == [("K1", True), ("K2", False)]
    assert touching(talks.dossier(), (other,)) == ()
    assert touching(talks.dossier(), (item,), parts=False) == ()

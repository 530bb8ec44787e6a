"""Nothing a reader may not see is shown, nor anything that leads to it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation_tracker.model.handling import Audience, Handling, OptIn, Reader, Whose
from negotiation_tracker.model.record import Dossier
from negotiation_tracker.rules.derived import ref
from negotiation_tracker.rules.positions import Silence, grid, latest
from negotiation_tracker.rules.pruning import POINTERS
from negotiation_tracker.rules.visibility import (
    OWNER_ONLY,
    may_see,
    visible,
    whose,
    withheld,
    withheld_positions,
)
from tests.rules.build import Talks, day

PUBLIC = Reader(Audience.PUBLIC)
OTHERS = [audience for audience in Audience if audience is not Audience.ME]


def desk(**more: Any) -> Talks:
    """Talks seen from the union's desk."""
    talks = Talks(**more)
    at = talks.records.index(talks.union)
    talks.union = talks.union.replaced(ours=True)
    talks.records[at] = talks.union
    return talks


def kinds(dossier: Dossier) -> set[str]:
    return {record.table for record in dossier}


def test_the_owner_of_the_file_sees_everything() -> None:
    talks = desk()
    person = talks.add("person", name="Pat Example")
    talks.add("person_contact", person_id=person.id, email="pat@example.invalid")
    talks.add("user_profile", name="Pat")
    dossier = talks.dossier()
    assert visible(dossier, Reader(Audience.ME)) is dossier
    assert withheld(dossier, Reader(Audience.ME)) == {}


@pytest.mark.parametrize("audience", OTHERS)
def test_contacts_profiles_and_the_log_of_exports_go_to_nobody_else(audience: Audience) -> None:
    talks = desk()
    person = talks.add("person", name="Pat Example")
    talks.add("team_seat", participant_id=talks.union.id, person_id=person.id)
    talks.add("person_contact", person_id=person.id, email="pat@example.invalid")
    talks.add("user_profile", name="Pat")
    talks.add("export_log", audience="public", format="pdf")
    shown = visible(talks.dossier(), Reader(audience))
    assert "person" in kinds(shown)
    assert not kinds(shown) & OWNER_ONLY


def test_a_hidden_offer_takes_its_items_terms_actions_and_links_along() -> None:
    talks = desk()
    secret, item = talks.offer(
        "P1", talks.union, "2023-01-10", handling="team", confidence_of_id=talks.union.id
    )
    talks.percent(item, 5)
    talks.act(secret, "passed", talks.union, "2023-01-10")
    answer, _ = talks.offer("P2", talks.employer, "2023-01-11", supersedes_id=secret.id)
    talks.add("counter", proposal_id=answer.id, countered_id=secret.id)
    shown = visible(talks.dossier(), PUBLIC)
    assert [p.code for p in shown.all("proposal")] == ["P2"]
    assert shown.all("proposal")[0].supersedes_id is None
    assert not {"term", "proposal_action", "counter"} & kinds(shown)
    assert len(visible(talks.dossier(), Reader(Audience.OWN_TEAM)).all("proposal")) == 2


def test_a_secret_offer_does_not_show_through_the_position_or_the_gap() -> None:
    talks = desk()
    _, item = talks.offer("P1", talks.union, "2023-01-10")
    talks.percent(item, 8)
    _, item = talks.offer("E1", talks.employer, "2023-01-11")
    talks.percent(item, 3)
    _, item = talks.offer(
        "P2", talks.union, "2023-02-10", handling="team", confidence_of_id=talks.union.id
    )
    talks.percent(item, 5)
    shown = visible(talks.dossier(), PUBLIC)
    assert latest(shown, talks.wages.id, talks.union.id, day("2023-03-01")).text.startswith("8%")
    gap = grid(shown, day("2023-03-01")).rows[0].gap
    assert gap is not None
    assert gap.nominal.value is not None
    assert gap.nominal.value.describe() == "5 percentage points"
    assert "P2" not in repr(gap.nominal.inputs)


@pytest.mark.parametrize(
    ("side", "ours", "expected"),
    [
        ("union", ("union",), Whose.OWN),
        ("employer", ("union",), Whose.OTHER),
        ("ally", ("union",), Whose.OWN),
        ("mediator", ("union",), Whose.NOBODY),
        ("union", (), Whose.NOBODY),
        ("union", ("union", "employer"), Whose.NOBODY),
        ("union", ("mediator",), Whose.NOBODY),
    ],
)
def test_whose_confidence_a_record_is(side: str, ours: tuple[str, ...], expected: Whose) -> None:
    talks = Talks()
    people = {"union": talks.union, "employer": talks.employer}
    for name, where in (("ally", "labor"), ("mediator", "neutral")):
        organization = talks.add("organization", name=f"Example {name}")
        people[name] = talks.participant(organization, where, role="neutral")
    for name in ours:
        talks.records[talks.records.index(people[name])] = people[name].replaced(ours=True)
    note = talks.event("other", "2023-01-01", handling="team", confidence_of_id=people[side].id)
    assert whose(talks.dossier(), note) is expected


def test_without_a_side_of_our_own_confidences_stay_with_the_owner() -> None:
    talks = Talks()
    talks.event("other", "2023-01-01", handling="party", confidence_of_id=talks.union.id)
    for audience in OTHERS:
        assert not visible(talks.dossier(), Reader(audience)).all("event")


def test_a_privileged_record_of_unknown_ownership_cannot_be_opted_in() -> None:
    talks = Talks()
    talks.event("other", "2023-01-01", handling="privileged", confidence_of_id=talks.union.id)
    reader = Reader(Audience.OWN_BOARD, frozenset({OptIn.PRIVILEGED}))
    assert not visible(talks.dossier(), reader).all("event")


def test_what_was_said_off_the_record_is_so_whatever_its_label() -> None:
    talks = desk()
    talks.add("statement", negotiation_id=talks.negotiation.id, gist="x", terms_of_use="off_record")
    talks.offer("P1", talks.union, "2023-01-10", formality="off_record")
    talks.offer("P2", talks.union, "2023-01-10", formality="mediator_confidential")
    session = talks.session("2023-01-10")
    for seq, kind in enumerate(("statement", "off_record_start", "question", "off_record_end")):
        talks.add("table_entry", session_id=session.id, seq=seq, kind=kind)
    shown = visible(talks.dossier(), Reader(Audience.AGENCY))
    assert not shown.all("statement")
    assert not shown.all("proposal")
    assert [entry.kind for entry in shown.all("table_entry")] == [
        "statement", "off_record_start", "off_record_end",
    ]  # fmt: skip
    team = visible(talks.dossier(), Reader(Audience.OWN_TEAM))
    assert len(team.all("table_entry")) == 4


def test_an_action_on_a_hidden_item_does_not_become_one_on_the_whole() -> None:
    talks = desk()
    proposal, item = talks.offer("P1", talks.union, "2023-01-10")
    secret = talks.item(
        proposal, talks.issue("staffing"), handling="team", confidence_of_id=talks.union.id
    )
    talks.act(proposal, "withdrawn", talks.union, "2023-01-12", item_id=secret.id)
    shown = visible(talks.dossier(), PUBLIC)
    assert [i.id for i in shown.all("proposal_item")] == [item.id]
    assert not shown.all("proposal_action")


def test_the_name_of_a_hidden_person_does_not_stay_as_an_alias() -> None:
    talks = desk()
    person = talks.add(
        "person", name="Pat Example", handling="team", confidence_of_id=talks.union.id
    )
    talks.add("alias", person_id=person.id, text="P. Example")
    session = talks.session("2023-01-10")
    talks.add("attendance", session_id=session.id, person_id=person.id, headcount_label="one")
    shown = visible(talks.dossier(), PUBLIC)
    assert not {"person", "alias"} & kinds(shown)
    assert [a.person_id for a in shown.all("attendance")] == [None]


def test_citations_of_a_hidden_source_go_and_a_fact_known_from_it_alone_goes_too() -> None:
    talks = desk()
    secret = talks.source("S", "2023-01-02", handling="team", confidence_of_id=talks.union.id)
    open_source = talks.source("O", "2023-01-02")
    both = talks.event("rally", "2023-01-01")
    alone = talks.event("picket", "2023-01-01")
    talks.cite(both, secret)
    talks.cite(both, open_source)
    talks.cite(alone, secret)
    shown = visible(talks.dossier(), PUBLIC)
    assert [event.kind for event in shown.all("event")] == ["rally"]
    assert [source.code for source in shown.all("source")] == ["O"]
    assert len(shown.all("citation")) == 1


def test_the_frame_of_the_talks_stands_without_its_source() -> None:
    talks = desk()
    secret = talks.source("S", "2023-01-02", handling="team", confidence_of_id=talks.union.id)
    talks.cite(talks.negotiation, secret)
    assert visible(talks.dossier(), PUBLIC).all("negotiation")


def test_a_dispute_with_one_account_left_is_none() -> None:
    talks = desk()
    events = [talks.event("rally", "2023-01-01") for _ in range(2)]
    hidden = talks.event("rally", "2023-01-01", handling="team", confidence_of_id=talks.union.id)
    for targets in (events, [events[0], hidden]):
        dispute = talks.add(
            "dispute", negotiation_id=talks.negotiation.id, question="Which?", kind="contradiction"
        )
        for target in targets:
            talks.add(
                "dispute_member", dispute_id=dispute.id, account="so",
                target_kind="event", target_uid=target.uid,
            )  # fmt: skip
    shown = visible(talks.dossier(), PUBLIC)
    assert len(shown.all("dispute")) == 1
    assert len(shown.all("dispute_member")) == 2
    assert len(visible(talks.dossier(), Reader(Audience.OWN_TEAM)).all("dispute")) == 2


def test_private_notes_follow_their_handling_and_their_target() -> None:
    talks = desk()
    session = talks.session("2023-01-10")
    for owner in (talks.union, talks.employer):
        talks.add(
            "private_note", negotiation_id=talks.negotiation.id, owner_id=owner.id,
            session_id=session.id, text="note", handling="team",
        )  # fmt: skip
    team = visible(talks.dossier(), Reader(Audience.OWN_TEAM)).all("private_note")
    assert [note.owner_id for note in team] == [talks.union.id]
    for audience in (Audience.PUBLIC, Audience.OTHER_SIDE, Audience.OWN_BOARD, Audience.MEDIATOR):
        assert not visible(talks.dossier(), Reader(audience)).all("private_note")


def test_people_and_sources_that_nothing_shown_needs_are_left_out() -> None:
    talks = desk()
    talks.add("person", name="Nobody Example")
    talks.source("unused", "2023-01-02")
    seen = talks.add("person", name="Pat Example")
    talks.add("alias", person_id=seen.id, text="P. Example")
    talks.add("affiliation", person_id=seen.id, organization_id=talks.paper_org.id)
    talks.add("team_seat", participant_id=talks.union.id, person_id=seen.id)
    shown = visible(talks.dossier(), PUBLIC)
    assert [person.name for person in shown.all("person")] == ["Pat Example"]
    assert len(shown.all("alias")) == 1
    assert talks.paper_org.id in {o.id for o in shown.all("organization")}
    assert not {"source", "segment"} & kinds(shown)
    assert withheld(talks.dossier(), PUBLIC) == {}


def test_an_embargo_holds_until_its_day() -> None:
    talks = desk()
    talks.event("rally", "2023-01-01", embargo_until=date(2023, 2, 1))
    before = Reader(Audience.PUBLIC, on=date(2023, 1, 31))
    assert not visible(talks.dossier(), before).all("event")
    assert withheld(talks.dossier(), before) == {"event": 1}
    assert visible(talks.dossier(), Reader(Audience.PUBLIC, on=date(2023, 2, 1))).all("event")


def test_only_the_own_side_is_told_that_a_position_is_withheld() -> None:
    talks = desk()
    talks.offer("P1", talks.union, "2023-01-10", handling="party", confidence_of_id=talks.union.id)
    dossier = talks.dossier()
    board, public = Reader(Audience.OWN_BOARD), PUBLIC
    hidden = withheld_positions(dossier, board)
    assert hidden == {(talks.wages.id, talks.union.id)}
    assert withheld_positions(dossier, public) == frozenset()
    row = grid(visible(dossier, board), day("2023-02-01"), hidden=hidden).rows[0]
    assert row.cells[0].silence is Silence.WITHHELD
    row = grid(visible(dossier, public), day("2023-02-01")).rows[0]
    assert row.cells[0].silence is Silence.UNKNOWN


MARK = st.tuples(st.sampled_from(list(Handling)), st.sampled_from(["union", "employer", None]))


@given(
    marks=st.lists(MARK, min_size=40, max_size=40),
    audience=st.sampled_from(OTHERS),
    ours=st.sampled_from(["union", "employer", None]),
    added=st.sets(st.sampled_from(list(OptIn))),
)
def test_nothing_visible_reaches_a_hidden_record(
    marks: list[tuple[Handling, str | None]], audience: Audience, ours: str | None,
    added: set[OptIn],
) -> None:  # fmt: skip
    talks = _web()
    owner = {"union": talks.union.id, "employer": talks.employer.id, None: None}
    talks.records = [
        record.replaced(
            handling=str(mark), confidence_of_id=owner[name],
            **({"ours": record.id == owner[ours]} if record.table == "participant" else {}),
        )
        for record, (mark, name) in zip(talks.records, marks * 2, strict=False)
    ]  # fmt: skip
    full = talks.dossier()
    reader = Reader(audience, frozenset(added))
    shown = visible(full, reader)
    kept = {ref(record) for record in shown}
    for record in shown:
        original = full.get(*ref(record))
        assert original is not None
        assert may_see(full, original, reader)
        for field in full.catalogue[record.table].references():
            value = getattr(record, field.name)
            assert value is None or (field.ref, value) in kept
            assert not (field.required and value is None)
        if record.table in POINTERS and record.target_uid:
            target = shown.by_uid(record.target_uid)
            assert target is not None


def _web() -> Talks:
    """Talks with some of everything, tied together."""
    talks = Talks()
    person = talks.add("person", name="Pat Example")
    talks.add("alias", person_id=person.id, text="P. Example")
    segment = talks.source("S", "2023-01-02")
    session = talks.session("2023-01-10")
    talks.add("attendance", session_id=session.id, person_id=person.id)
    asked, item = talks.offer("P1", talks.union, "2023-01-10", session_id=session.id)
    term = talks.percent(item, 8)
    answer, _ = talks.offer("P2", talks.employer, "2023-01-12", supersedes_id=asked.id)
    talks.add("counter", proposal_id=answer.id, countered_id=asked.id)
    talks.act(asked, "rejected", talks.employer, "2023-01-12", item_id=item.id)
    entry = talks.add(
        "table_entry", session_id=session.id, proposal_id=asked.id, speaker_id=person.id
    )
    event = talks.event("rally", "2023-01-01")
    talks.add("event_actor", event_id=event.id, person_id=person.id)
    talks.cite(event, segment, person_id=person.id)
    talks.cite(term, segment)
    talks.cite(answer, None, entry_id=entry.id)
    dispute = talks.add(
        "dispute", negotiation_id=talks.negotiation.id, question="Which?", kind="contradiction"
    )
    for target in (event, term, answer):
        talks.add(
            "dispute_member", dispute_id=dispute.id, account="so", target_kind=target.table,
            target_uid=target.uid,
        )  # fmt: skip
    talks.add(
        "private_note", negotiation_id=talks.negotiation.id, owner_id=talks.union.id,
        target_kind="event", target_uid=event.uid, text="note",
    )  # fmt: skip
    return talks

"""Rules on sources, figures, disputes, privacy and shape, tried through the services (B9)."""

from functools import partial

import pytest

from negotiation_tracker.model.errors import InUse
from negotiation_tracker.model.record import RecordWriter
from negotiation_tracker.services import mediators, records
from tests.services.talks import Talks


@pytest.fixture
def paragraph(talks: Talks) -> int:
    source = talks.add(
        "source", code="S1", title="Sample report", sha256="aa", published_on="17 Jan 2019"
    )
    return talks.add("segment", source_id=source, para_no=4)


def event(talks: Talks, **fields: object) -> int:
    given = {"kind": "rally", "title": "Rally", "start": "16 Jan 2019", **fields}
    return talks.add("event", negotiation_id=talks.id, **given)


def citation(talks: Talks, target: int, **fields: object) -> dict[str, object]:
    return {
        "target_kind": "event",
        "target_uid": talks.get("event", target).uid,
        "attribution": "reporter_voice",
        **fields,
    }


def figure(talks: Talks, **fields: object) -> dict[str, object]:
    return {
        "negotiation_id": talks.id,
        "metric": "members",
        "title": "Members",
        "value_scaled": 30000,
        "unit": "members",
        "population": "teachers of the unit",
        "as_of": "unknown",
        "attribution": "reporter_voice",
        **fields,
    }


# -- 12, 13, 15 --


def test_12_an_uncited_public_fact_is_pointed_out_in_talks_from_sources(talks: Talks) -> None:
    talks.edit("negotiation", talks.id, sample="yes")
    raw = {"negotiation_id": talks.id, "kind": "rally", "title": "Rally", "start": "2019"}
    warnings = talks.warnings(lambda w: records.create(w, "event", raw))
    assert "This event is public and has no citation" in warnings


def test_12_what_is_logged_first_hand_needs_no_citation(talks: Talks) -> None:
    raw = {"negotiation_id": talks.id, "kind": "rally", "title": "Rally", "start": "2019"}
    assert talks.warnings(lambda w: records.create(w, "event", raw)) == ""


def test_12_one_unnamed_source_is_pointed_out(talks: Talks, paragraph: int) -> None:
    raw = citation(
        talks, event(talks), segment_id=paragraph, attribution="unnamed_source", label="a member"
    )
    warnings = talks.warnings(lambda w: records.create(w, "citation", raw))
    assert "This event rests on one unnamed source" in warnings


def test_13_what_is_cited_for_exists(talks: Talks, paragraph: int) -> None:
    raw = citation(talks, event(talks), segment_id=paragraph)
    gone = "00000000-0000-4000-8000-000000000000"
    message = talks.refusal(lambda w: records.create(w, "citation", {**raw, "target_uid": gone}))
    assert "The event that this citation is for is not in the record" in message
    message = talks.refusal(lambda w: records.create(w, "citation", {**raw, "target_kind": "x"}))
    assert '"x" is not a kind of record' in message
    message = talks.refusal(
        lambda w: records.create(w, "citation", {**raw, "target_field": "colour"})
    )
    assert 'no field "colour" in an event' in message


def test_13_the_paragraph_exists(talks: Talks, paragraph: int) -> None:
    raw = citation(talks, event(talks), segment_id=999)
    message = talks.refusal(lambda w: records.create(w, "citation", raw))
    assert "Paragraph refers to a paragraph that is not in the record" in message


def test_13_another_file_hash_is_pointed_out(talks: Talks, paragraph: int) -> None:
    source = talks.all("source")[0].id
    warnings = talks.warnings(lambda w: records.edit(w, "source", source, {"sha256": "bb"}))
    assert "S1 now has another file hash" in warnings


def test_15_a_report_before_the_fact_is_pointed_out(talks: Talks, paragraph: int) -> None:
    raw = citation(talks, event(talks, start="20 Jan 2019"), segment_id=paragraph)
    warnings = talks.warnings(lambda w: records.create(w, "citation", raw))
    assert "S1 was published (Thu 17 Jan 2019) before what it is cited for" in warnings


def test_15_another_writing_day_is_pointed_out(talks: Talks, paragraph: int) -> None:
    source = talks.all("source")[0].id
    warnings = talks.warnings(
        lambda w: records.edit(w, "source", source, {"written_on": "15 Jan 2019"})
    )
    assert "the text implies that it was written Tue 15 Jan 2019" in warnings


# -- 14 --


def test_14_an_end_is_not_before_its_start(talks: Talks) -> None:
    key = event(talks, kind="strike")
    message = talks.refusal(lambda w: records.edit(w, "event", key, {"end": "14 Jan 2019"}))
    assert "Last day (Mon 14 Jan 2019) is before date (Wed 16 Jan 2019)" in message


def test_14_a_weekday_that_does_not_fit_is_refused_as_typed(talks: Talks) -> None:
    raw = {"negotiation_id": talks.id, "kind": "rally", "title": "R", "start": "Friday 17 Jan 2019"}
    problems = talks.problems(lambda w: records.create(w, "event", raw))
    assert "17 Jan 2019 is a Thursday, not a Friday" in problems["start"]


# -- 18, 28 --


@pytest.mark.parametrize("handling", ["party", "team", "mediation caucus"])
def test_18_one_sided_handling_says_whose(talks: Talks, handling: str) -> None:
    talks.edit("participant", talks.union, ours="no")
    raw = {"negotiation_id": talks.id, "title": "Ask counsel", "handling": handling}
    message = talks.refusal(lambda w: records.create(w, "follow_up", raw))
    assert f"Handling “{handling}” needs to say whose confidence it is" in message


def test_18_our_own_side_goes_without_saying(talks: Talks) -> None:
    key = talks.add("follow_up", negotiation_id=talks.id, title="Ask", handling="team")
    assert talks.get("follow_up", key).confidence_of_id == talks.union


@pytest.mark.parametrize("handling", ["public", "parties", "off_record"])
def test_18_a_private_note_stays_private(talks: Talks, handling: str) -> None:
    raw = {"negotiation_id": talks.id, "text": "Priorities.", "handling": handling}
    message = talks.refusal(lambda w: records.create(w, "private_note", raw))
    assert "A private note cannot be" in message


def test_18_a_private_note_is_its_owners(talks: Talks) -> None:
    raw = {"negotiation_id": talks.id, "text": "Priorities.", "owner_id": talks.union}
    key = talks.add("private_note", **raw)
    assert talks.get("private_note", key).confidence_of_id == talks.union
    message = talks.refusal(
        lambda w: records.edit(w, "private_note", key, {"confidence_of_id": talks.employer})
    )
    assert "in that side's own confidence" in message


def test_28_what_a_mediator_was_told_is_not_handed_over(talks: Talks) -> None:
    key = talks.add(
        "private_note",
        negotiation_id=talks.id,
        text="Could live with less.",
        handling="mediation_caucus",
        confidence_of_id=talks.union,
    )
    message = talks.refusal(
        lambda w: records.edit(w, "private_note", key, {"confidence_of_id": talks.employer})
    )
    assert "cannot be handed to the other side" in message


# -- 19, 21 --


@pytest.mark.parametrize(
    ("field", "value", "part"),
    [
        ("unit", "", "Unit"),
        ("population", "", "Population"),
        ("attribution", "", "Who asserts it"),
        ("as_of", "", "As of"),
    ],
)
def test_21_a_figure_says_what_of_whom_when_and_by_whom(
    talks: Talks, field: str, value: str, part: str
) -> None:
    raw = figure(talks, **{field: value})
    problems = talks.problems(lambda w: records.create(w, "figure", raw))
    assert problems[field] == f"{part} is missing: a figure needs it."


def test_21_a_blank_is_no_population(talks: Talks) -> None:
    """A writer that does not go through the forms, such as an import, is held to it too."""
    number = talks.add("figure", **figure(talks))
    problems = talks.problems(lambda w: w.update("figure", number, population="\u2003"))
    assert problems["population"] == "Population is missing: a figure needs it."


def test_21_a_missing_name_is_pointed_out(talks: Talks) -> None:
    raw = figure(talks, attribution="named_person")
    warnings = talks.warnings(lambda w: records.create(w, "figure", raw))
    assert "Who asserts it is “named person”, but nobody is given" in warnings


def test_19_a_number_is_exact_and_its_unit_known(talks: Talks) -> None:
    message = talks.refusal(lambda w: records.create(w, "figure", figure(talks, unit="apples")))
    assert '"apples" is not a known unit' in message
    raw = figure(talks, value_scaled=1.5)
    problems = talks.problems(lambda w: records.create(w, "figure", raw))
    assert "is not a whole number" in problems["value_scaled"]


# -- 22, 26 --


def test_22_a_mediator_at_work_again_is_pointed_out(talks: Talks) -> None:
    key = talks.do(lambda w: mediators.engage(w, talks.id, "Max Mediator"))
    talks.do(lambda w: mediators.state(w, key, "collapsed", "10 Jan 2019"))
    warnings = talks.warnings(lambda w: mediators.state(w, key, "active", "17 Jan 2019"))
    assert "was collapsed (Thu 10 Jan 2019) and is active again" in warnings


def test_26_a_strike_before_factfinding_is_only_noted(talks: Talks) -> None:
    talks.edit("negotiation", talks.id, legal_regime="EERA")
    raw = {"negotiation_id": talks.id, "kind": "strike", "title": "Strike", "start": "14 Jan 2019"}
    assert "for information only" in talks.warnings(lambda w: records.create(w, "event", raw))
    event(talks, kind="factfinding_published", start="21 Dec 2018")
    assert talks.warnings(lambda w: records.create(w, "event", raw)) == ""


# -- 24 --


def test_24_a_cited_source_is_not_deleted(talks: Talks, paragraph: int) -> None:
    talks.add("citation", **citation(talks, event(talks), segment_id=paragraph))
    source = talks.all("source")[0].id
    before = talks.everything()
    for kind, key in (("segment", paragraph), ("source", source)):
        with pytest.raises(InUse, match="while others rest on it: 1 citation"):
            talks.do(partial(records.delete, kind=kind, record_id=key))
    assert talks.everything() == before


# -- 29 --


@pytest.fixture
def settled(talks: Talks) -> int:
    key = talks.add(
        "dispute", negotiation_id=talks.id, code="K1", question="Which day?", kind="contradiction"
    )
    for account in ("Monday", "Tuesday"):
        talks.add("dispute_member", dispute_id=key, account=account)
    talks.edit("dispute", key, status="resolved", reason="The minutes say Monday.")
    return key


def test_29_accounts_stay_as_given_once_settled(talks: Talks, settled: int) -> None:
    member = talks.all("dispute_member")[1].id
    message = talks.refusal(
        lambda w: records.edit(w, "dispute_member", member, {"account": "Monday too"})
    )
    assert "K1 is resolved, so nobody can change its accounts" in message
    message = talks.refusal(lambda w: records.delete(w, "dispute_member", member))
    assert "nobody can delete its accounts" in message


def test_29_settling_does_not_change_what_an_account_points_at(talks: Talks) -> None:
    number = talks.add("figure", **figure(talks))
    key = talks.add("dispute", negotiation_id=talks.id, question="How many?", kind="contradiction")
    talks.add(
        "dispute_member",
        dispute_id=key,
        account="30,000",
        target_kind="figure",
        target_uid=talks.get("figure", number).uid,
        target_field="value_scaled",
    )

    def settle_and_overwrite(writer: RecordWriter) -> None:
        records.edit(writer, "figure", number, {"value_scaled": 34000})
        records.edit(writer, "dispute", key, {"status": "explained", "reason": "Later count."})

    message = talks.refusal(settle_and_overwrite)
    assert "Settling a dispute must not change the account “30,000”" in message


def test_29_the_preferred_account_can_be_marked(talks: Talks, settled: int) -> None:
    member = talks.all("dispute_member")[0].id
    assert talks.edit("dispute_member", member, preferred="yes").preferred is True


# -- what the numbered list takes for granted --


def test_the_time_zone_is_known(talks: Talks) -> None:
    message = talks.refusal(
        lambda w: records.edit(w, "negotiation", talks.id, {"timezone": "Pacific"})
    )
    assert '"Pacific" is not a known time zone' in message


def test_a_currency_is_a_code(talks: Talks) -> None:
    message = talks.refusal(
        lambda w: records.edit(w, "negotiation", talks.id, {"currency": "dollars"})
    )
    assert '"dollars" is not a currency code' in message


def test_a_phase_set_by_hand_has_a_reason(talks: Talks) -> None:
    message = talks.refusal(
        lambda w: records.edit(w, "negotiation", talks.id, {"phase_override": "mediation"})
    )
    assert "needs a reason" in message
    given = {"phase_override": "mediation", "phase_override_reason": "The letter came today."}
    assert talks.edit("negotiation", talks.id, **given).phase_override == "mediation"


def test_a_record_stays_in_its_talks(talks: Talks) -> None:
    other, _, _ = talks.other_talks()
    message = talks.refusal(
        lambda w: records.edit(w, "issue", talks.wages, {"negotiation_id": other})
    )
    assert "An issue stays with its negotiation" in message


def test_references_stay_in_their_talks(talks: Talks) -> None:
    other, union, _ = talks.other_talks()
    raw = {"negotiation_id": talks.id, "title": "Send the list", "owed_by_id": union}
    message = talks.refusal(lambda w: records.create(w, "follow_up", raw))
    assert "Owed by belongs to other talks. Choose a participant" in message
    assert other != talks.id

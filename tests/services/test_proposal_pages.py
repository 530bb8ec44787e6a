"""What the page of offers reads and changes: chains, lanes, statuses, details, files."""

from datetime import date
from pathlib import Path

import pytest

from negotiation_tracker.model.errors import InvalidInput
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.rules.agreements import AgreementStatus
from negotiation_tracker.rules.offer_status import OfferStatus, offer_status
from negotiation_tracker.rules.wording import quantity
from negotiation_tracker.services import (
    agreements,
    page_files,
    proposal_edits,
    proposals,
    redlines,
)
from negotiation_tracker.services.agreement_detail import AgreementDetail, agreement_detail, text_of
from negotiation_tracker.services.commands import DraftAgreement, ItemLine, LogProposal, TermLine
from negotiation_tracker.services.entry import EntryContext
from negotiation_tracker.services.page_files import RedlineOrder
from negotiation_tracker.services.proposal_detail import ProposalDetail, proposal_detail
from negotiation_tracker.services.proposal_history import proposal_history
from negotiation_tracker.services.proposal_list import (
    Lane,
    OfferFilter,
    ProposalList,
    proposal_list,
)
from tests.services.talks import Talks

TODAY = date(2019, 6, 1)
CONTEXT = EntryContext(TODAY, "America/Los_Angeles")


def listed(talks: Talks, as_of: date = TODAY) -> ProposalList:
    return proposal_list(talks.ws.dossier(talks.id), talks.id, as_of)


def status(talks: Talks, key: int, as_of: date = TODAY) -> OfferStatus:
    dossier = talks.ws.dossier(talks.id)
    proposal = dossier.get("proposal", key)
    assert proposal is not None
    return offer_status(dossier, proposal, as_of).status


def detail(talks: Talks, key: int, as_of: date = TODAY) -> ProposalDetail:
    found = proposal_detail(talks.ws.dossier(talks.id), key, as_of)
    assert found is not None
    return found


def agreement(talks: Talks, key: int) -> AgreementDetail:
    found = agreement_detail(talks.ws.dossier(talks.id), key, TODAY)
    assert found is not None
    return found


def act(talks: Talks, key: int, action: str, when: str, **raw: object) -> int:
    return talks.do(lambda w: proposals.act(w, key, {"action": action, "date": when, **raw}))


# -- the list --


def test_counters_hang_under_what_they_answer_and_lanes_never_mix(talks: Talks) -> None:
    first = talks.proposal(talks.union, "10 Jan 2019", "9%")
    answer = talks.proposal(talks.employer, "12 Jan 2019", "2%", counters=(first,))
    talks.proposal(talks.union, "13 Jan 2019", "7%", counters=(answer,), formality="supposal")
    talks.proposal(talks.employer, "14 Jan 2019", "30%", formality="adverse_claim")
    last = talks.proposal(talks.union, "15 Jan 2019", "8%", counters=(answer,))
    found = listed(talks)
    assert [(line.code, line.depth) for line in found.lanes[Lane.FORMAL]] == [
        ("P1", 0), ("P2", 1), ("P5", 2),
    ]  # fmt: skip
    supposal = found.lanes[Lane.EXPLORATORY][0]
    assert (supposal.code, supposal.parent_id, supposal.beside) == ("P3", None, ("P2",))
    assert [line.code for line in found.lanes[Lane.CLAIMED]] == ["P4"]
    assert found.total == 5
    line = found.line(last)
    assert line is not None
    assert line.says == "Wages: 8%, years not stated"


def test_filters_keep_a_chain_together_and_say_what_stands_on_the_issue(talks: Talks) -> None:
    first = talks.proposal(talks.union, "10 Jan 2019", "9%", "30 students")
    answer = talks.proposal(talks.employer, "12 Jan 2019", "2%", counters=(first,))
    talks.proposal(talks.union, "15 Jan 2019", "8%", counters=(answer,))
    own = listed(talks).filtered(OfferFilter(from_id=talks.union))
    assert [(x.code, x.depth, x.parent_id) for x in own.lines()] == [
        ("P1", 0, None), ("P3", 1, first),
    ]  # fmt: skip
    about = listed(talks).filtered(OfferFilter(issue_id=talks.class_size))
    assert [(x.code, x.says) for x in about.lines()] == [("P1", "30 students")]
    assert not list(listed(talks).filtered(OfferFilter(status="ta")).lines())
    assert [x.code for x in listed(talks).filtered(OfferFilter(kind="counter")).lines()] == [
        "P2",
        "P3",
    ]


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("hold", OfferStatus.HOLD),
        ("rejected", OfferStatus.REJECTED),
        ("countered", OfferStatus.COUNTERED),
        ("accepted_in_concept", OfferStatus.AGREED_IN_CONCEPT),
        ("accepted", OfferStatus.ACCEPTED),
        ("withdrawn", OfferStatus.WITHDRAWN),
        ("expired", OfferStatus.EXPIRED),
        ("explained", OfferStatus.OPEN),
    ],
)
def test_what_happened_to_an_offer_decides_its_status(
    talks: Talks, action: str, expected: OfferStatus
) -> None:
    key = talks.proposal(talks.union, "10 Jan 2019", "9%")
    act(talks, key, action, "20 Jan 2019")
    assert status(talks, key) is expected
    assert status(talks, key, date(2019, 1, 19)) is OfferStatus.OPEN, "not before its day"
    act(talks, key, "reinstated", "25 Jan 2019")
    assert status(talks, key) is OfferStatus.OPEN


def test_the_last_thing_counts_and_a_supposal_leaves_a_formal_offer_open(talks: Talks) -> None:
    first = talks.proposal(talks.union, "10 Jan 2019", "9%")
    talks.proposal(talks.employer, "12 Jan 2019", "4%", counters=(first,), formality="supposal")
    assert status(talks, first) is OfferStatus.OPEN
    act(talks, first, "hold", "14 Jan 2019")
    talks.proposal(talks.employer, "15 Jan 2019", "2%", counters=(first,))
    assert status(talks, first) is OfferStatus.COUNTERED
    talks.proposal(talks.union, "20 Jan 2019", "8%", supersedes_id=first)
    assert status(talks, first) is OfferStatus.SUPERSEDED


# -- the detail --


def test_a_rejected_package_lapses_and_shows_what_stands_instead(talks: Talks) -> None:
    alone = talks.proposal(talks.employer, "10 Jan 2019", "3%")
    package = talks.proposal(
        talks.employer, "12 Jan 2019", "4%", "34 students",
        kind="package", package_rule="all_or_nothing",
    )  # fmt: skip
    before = detail(talks, package)
    assert before.rule[0].startswith("All or nothing")
    assert "stand-alone positions return" in before.rule[1]
    act(talks, package, "rejected", "15 Jan 2019")
    after = detail(talks, package)
    assert after.status.status is OfferStatus.LAPSED
    wages, size = after.items
    assert wages.instead == "Sample Works now stands on P1: 3%, years not stated."
    assert size.instead.startswith("Sample Works now: "), "no position, never zero"
    assert status(talks, alone) is OfferStatus.OPEN


def test_the_detail_names_the_chain_and_the_agreements_that_rest_on_it(talks: Talks) -> None:
    first = talks.proposal(talks.union, "10 Jan 2019", "9%")
    answer = talks.proposal(talks.employer, "12 Jan 2019", "2%", counters=(first,))
    key = talks.do(
        lambda w: agreements.draft(
            w, DraftAgreement(talks.id, {"language": "Two percent."}, (talks.wages,), (answer,))
        )
    )
    found = detail(talks, answer)
    assert [(t.code, t.maker) for t in found.answers] == [("P1", "Example Workers")]
    assert [t.code for t in detail(talks, first).answered_by] == ["P2"]
    assert found.agreements == ((key, "TA1", "draft"),)


def test_history_tells_each_change_in_words(talks: Talks) -> None:
    key = talks.proposal(talks.union, "10 Jan 2019", "9%")
    term = talks.all("term")[0]
    talks.do(lambda w: proposal_edits.set_amount(w, term.id, "8.5%"))
    lines = proposal_history(talks.ws, talks.ws.dossier(talks.id), key)
    assert lines[0].changes == (("Number", "9%", "8.5%"),)
    assert lines[0].actor == "Pat Example"


# -- changing what is on record --


def test_a_typed_number_keeps_its_unit_and_is_refused_when_it_is_none(talks: Talks) -> None:
    talks.proposal(talks.union, "10 Jan 2019", "9%")
    term = talks.all("term")[0]
    changed = talks.do(lambda w: proposal_edits.set_amount(w, term.id, "8.25"))
    assert (quantity(changed).describe(), changed.unit) == ("8.25%", "percent")
    with pytest.raises(InvalidInput):
        talks.do(lambda w: proposal_edits.set_amount(w, term.id, "a lot"))


def test_items_and_numbers_can_be_added_to_an_offer(talks: Talks) -> None:
    key = talks.proposal(talks.union, "10 Jan 2019", "9%")
    item = talks.do(
        lambda w: proposal_edits.add_item(
            w, key, ItemLine(talks.class_size, summary="A cap", terms=(TermLine("34 students"),))
        )
    )
    talks.do(lambda w: proposal_edits.add_term(w, item, TermLine("30 students")))
    assert [len(i.terms) for i in detail(talks, key).items] == [1, 2]
    with pytest.raises(InvalidInput):
        talks.do(lambda w: proposal_edits.add_item(w, key, ItemLine()))


def test_what_a_counter_may_answer_is_said_before_it_is_saved(talks: Talks) -> None:
    own = talks.proposal(talks.union, "10 Jan 2019", "9%")
    theirs = talks.proposal(talks.employer, "12 Jan 2019", "2%")
    later = talks.proposal(talks.employer, "20 Jan 2019", "3%")
    undated = talks.proposal(talks.employer, "", "4%")
    other, other_union, _ = talks.other_talks()
    foreign = talks.do(lambda w: proposals.log(w, LogProposal(other, {"from_id": other_union}, ())))
    dossier = talks.ws.dossier(talks.id)
    before = talks.everything()
    found = proposal_edits.check_answers(
        dossier,
        talks.id,
        {"from_id": talks.union, "date": "15 Jan 2019"},
        (own, theirs, later, undated, foreign),
        CONTEXT,
    )
    said = {one.proposal_id: one for one in found}
    assert said[own].refused
    assert "come from the same side" in said[own].message
    assert theirs not in said
    assert said[later].refused
    assert "was passed before" in said[later].message
    assert not said[undated].refused
    assert "a date is missing" in said[undated].message
    assert said[foreign].refused
    assert "other talks" in said[foreign].message
    assert talks.everything() == before


# -- agreements --


def sign(talks: Talks, key: int, party: int, person: int) -> None:
    talks.do(
        lambda w: agreements.sign(
            w, key, {"participant_id": party, "person_id": person, "date": "20 Jan 2019"}
        )
    )


def test_an_agreement_rests_on_an_older_text_and_needs_both_sides(talks: Talks) -> None:
    for party, person in ((talks.union, talks.pat), (talks.employer, talks.sam)):
        talks.add("team_seat", participant_id=party, person_id=person, may_sign=True)
    older = talks.proposal(talks.union, "10 Jan 2019", "9%")
    talks.proposal(talks.employer, "12 Jan 2019", "2%", counters=(older,))
    text = text_of(talks.ws.dossier(talks.id), (older,), (talks.wages,))
    assert text == "Wages\n9%, years not stated"
    key = talks.do(
        lambda w: agreements.draft(
            w, DraftAgreement(talks.id, {"language": text}, (talks.wages,), (older,))
        )
    )
    assert agreement(talks, key).text_note == "The text is what P1 says."
    sign(talks, key, talks.union, talks.pat)
    one = agreement(talks, key)
    assert (one.status.status, one.status_words) == (AgreementStatus.ONE_SIDE, "one side signed")
    assert [bool(side.signatures) for side in one.sides] == [True, False]
    sign(talks, key, talks.employer, talks.sam)
    assert agreement(talks, key).status.status is AgreementStatus.SIGNED
    assert status(talks, older) is OfferStatus.TA
    term = talks.all("term")[0]
    talks.do(lambda w: proposal_edits.set_amount(w, term.id, "10%"))
    act(talks, older, "withdrawn", "25 Jan 2019")
    after = agreement(talks, key)
    assert "not word for word" in after.text_note
    assert after.rests_on[0].note == "P1 was withdrawn."
    assert after.agreement.language == text


def test_a_base_withdrawn_before_anybody_signed_is_told(talks: Talks) -> None:
    older = talks.proposal(talks.union, "10 Jan 2019", "9%")
    key = talks.do(
        lambda w: agreements.draft(
            w, DraftAgreement(talks.id, {"language": "Nine."}, (talks.wages,), (older,))
        )
    )
    act(talks, older, "withdrawn", "25 Jan 2019")
    assert agreement(talks, key).rests_on[0].note == "P1 was withdrawn."


# -- files --


def test_redlines_and_sheets_are_written_and_logged(talks: Talks, tmp_path: Path) -> None:
    for value in ("9%", "8%"):
        key = talks.proposal(talks.union, "", value)
        item = talks.all("proposal_item", proposal_id=key)[0]
        talks.edit("proposal_item", item.id, language=f"Pay rises by {value}.")
    dossier = talks.ws.dossier(talks.id)
    old, new = redlines.texts(dossier, talks.wages)
    me = Reader(Audience.ME)
    for form, start in (("docx", b"PK"), ("html", b"<!")):
        order = RedlineOrder(talks.wages, old, new, form)
        path = page_files.redline(talks.ws, talks.id, me, order, tmp_path / f"r.{form}")
        assert path.read_bytes().startswith(start)
    agreement_id = talks.do(
        lambda w: agreements.draft(
            w, DraftAgreement(talks.id, {"language": "Pay rises by 8%."}, (talks.wages,))
        )
    )
    sheet = page_files.agreement_sheet(talks.ws, talks.id, me, agreement_id, tmp_path / "sheet.pdf")
    assert sheet.read_bytes().startswith(b"%PDF")
    logged = talks.all("export_log")
    assert [log.format for log in logged] == ["docx", "html", "pdf"]
    assert talks.ws.undo_label() != "Log export", "the log does not come between a person and undo"

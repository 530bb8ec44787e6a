"""Each rule on agreements that forbids a change: tried through the services, message read (B9)."""

from functools import partial

import pytest

from negotiation_tracker.rules.agreements import AgreementStatus, status
from negotiation_tracker.services import agreements, people, records
from negotiation_tracker.services.commands import DraftAgreement
from tests.services.talks import Talks

TEXT = "Article 9. Wages rise by 5% on 1 July 2019."


@pytest.fixture
def agreement(talks: Talks) -> int:
    """Give an agreement with a text, and a signer on each team."""
    for person, side in ((talks.pat, talks.union), (talks.sam, talks.employer)):
        talks.add("team_seat", person_id=person, participant_id=side, may_sign=True, from_on="2018")
    command = DraftAgreement(talks.id, {"language": TEXT, "reached_on": "22 Jan 2019"})
    return talks.do(lambda w: agreements.draft(w, command))


def signature(side: int, person: int, date: str = "22 Jan 2019") -> dict[str, object]:
    return {"participant_id": side, "person_id": person, "date": date}


def stands(talks: Talks, agreement: int) -> AgreementStatus:
    return status(talks.ws.dossier(talks.id), talks.get("tentative_agreement", agreement))


def sign(talks: Talks, agreement: int) -> None:
    for side, person in ((talks.union, talks.pat), (talks.employer, talks.sam)):
        talks.do(partial(agreements.sign, agreement_id=agreement, raw=signature(side, person)))


def test_8_signed_takes_a_signature_of_each_side(talks: Talks, agreement: int) -> None:
    seen = [stands(talks, agreement)]
    for side, person in ((talks.union, talks.pat), (talks.employer, talks.sam)):
        talks.do(partial(agreements.sign, agreement_id=agreement, raw=signature(side, person)))
        seen.append(stands(talks, agreement))
    assert seen == [AgreementStatus.DRAFT, AgreementStatus.ONE_SIDE, AgreementStatus.SIGNED]


def test_8_two_signatures_of_one_side_are_one_side(talks: Talks, agreement: int) -> None:
    talks.do(lambda w: people.add(
        w, "Alex Artificial", seat={"participant_id": talks.union, "may_sign": True}
    ))  # fmt: skip
    alex = talks.all("person", name="Alex Artificial")[0].id
    for person in (talks.pat, alex):
        raw = signature(talks.union, person)
        talks.do(partial(agreements.sign, agreement_id=agreement, raw=raw))
    assert stands(talks, agreement) is AgreementStatus.ONE_SIDE


def test_8_a_signature_needs_a_seat_that_may_sign(talks: Talks, agreement: int) -> None:
    message = talks.refusal(
        lambda w: agreements.sign(w, agreement, signature(talks.union, talks.sam))
    )
    assert "Sam Sample has no seat on the team of Example Workers that may sign" in message


@pytest.mark.parametrize(
    ("seat", "date"),
    [
        ({"may_sign": "no"}, "22 Jan 2019"),
        ({"from_on": "1 Feb 2019"}, "22 Jan 2019"),
        ({"to_on": "31 Dec 2018", "from_on": "2017"}, "22 Jan 2019"),
    ],
)
def test_8_the_seat_may_sign_on_that_day(
    talks: Talks, agreement: int, seat: dict[str, object], date: str
) -> None:
    key = talks.all("team_seat", participant_id=talks.union)[0].id
    talks.edit("team_seat", key, **seat)
    message = talks.refusal(
        lambda w: agreements.sign(w, agreement, signature(talks.union, talks.pat, date))
    )
    assert "that may sign on Tue 22 Jan 2019" in message


def test_8_a_seat_is_not_taken_from_under_a_signature(talks: Talks, agreement: int) -> None:
    sign(talks, agreement)
    seat = talks.all("team_seat", participant_id=talks.union)[0].id
    for attempt in (
        lambda w: records.delete(w, "team_seat", seat),
        lambda w: records.edit(w, "team_seat", seat, {"may_sign": "no"}),
    ):
        assert "has no seat" in talks.refusal(attempt)


def test_8_both_sign_the_same_text(talks: Talks, agreement: int) -> None:
    raw = {**signature(talks.union, talks.pat), "text_hash": "0" * 64}
    message = talks.refusal(lambda w: agreements.sign(w, agreement, raw))
    assert "is not under the text now recorded for TA1" in message


def test_8_a_signed_text_stays_as_it_was_signed(talks: Talks, agreement: int) -> None:
    sign(talks, agreement)
    message = talks.refusal(
        lambda w: records.edit(w, "tentative_agreement", agreement, {"language": TEXT + " Yes."})
    )
    assert "draft a new agreement when it changes" in message


def test_8_the_hash_is_that_of_the_text(talks: Talks, agreement: int) -> None:
    message = talks.refusal(
        lambda w: records.edit(w, "tentative_agreement", agreement, {"text_hash": "0" * 64})
    )
    assert "neither that of its text nor that of its document" in message


def test_8_nothing_is_signed_without_a_text(talks: Talks) -> None:
    empty = talks.do(lambda w: agreements.draft(w, DraftAgreement(talks.id)))
    problems = talks.problems(
        lambda w: agreements.sign(w, empty, signature(talks.union, talks.pat))
    )
    assert "Record the text before it is signed" in problems["agreement_id"]


def test_23_an_ally_does_not_sign(talks: Talks, agreement: int) -> None:
    talks.add("team_seat", person_id=talks.pat, participant_id=talks.ally, may_sign=True)
    message = talks.refusal(
        lambda w: agreements.sign(w, agreement, signature(talks.ally, talks.pat))
    )
    assert "Friendly Workers takes part as ally and cannot sign TA1" in message


def test_9_no_agreement_rests_on_a_claim_about_the_other(talks: Talks) -> None:
    claim = talks.proposal(talks.employer, formality="adverse_claim")
    command = DraftAgreement(talks.id, based_on=(claim,))
    message = talks.refusal(lambda w: agreements.draft(w, command))
    assert "what one side says of the other" in message


def test_9_a_basis_does_not_become_such_a_claim(talks: Talks) -> None:
    offer = talks.proposal(talks.employer)
    talks.do(lambda w: agreements.draft(w, DraftAgreement(talks.id, based_on=(offer,))))
    message = talks.refusal(
        lambda w: records.edit(w, "proposal", offer, {"formality": "adverse_claim"})
    )
    assert "cannot rest on that" in message


def test_9_one_sides_word_makes_no_agreement(talks: Talks, agreement: int) -> None:
    claim = {
        "target_kind": "tentative_agreement",
        "target_uid": talks.get("tentative_agreement", agreement).uid,
        "attribution": "named_person",
        "person_id": talks.pat,
        "about": "other_party",
    }
    message = talks.refusal(lambda w: records.create(w, "citation", claim))
    assert "Only one side's word about the other says that there is TA1" in message


def test_10_an_agreement_dated_before_its_basis_is_pointed_out(talks: Talks) -> None:
    offer = talks.proposal(talks.employer, "30 Jan 2019")
    command = DraftAgreement(talks.id, {"reached_on": "22 Jan 2019"}, based_on=(offer,))
    warnings = talks.warnings(lambda w: agreements.draft(w, command))
    assert "TA1 (Tue 22 Jan 2019) is dated before P1" in warnings


def test_11_ratified_takes_every_body_the_law_asks_for(talks: Talks, agreement: int) -> None:
    talks.edit("negotiation", talks.id, legal_regime="EERA")
    sign(talks, agreement)
    approve = {"body": "members", "result": "approved", "yes": "900", "no": "100"}
    talks.do(lambda w: agreements.approve(w, agreement, approve))
    assert stands(talks, agreement) is AgreementStatus.SIGNED
    adopted = {"body": "governing_board", "result": "approved"}
    warnings = talks.warnings(lambda w: agreements.approve(w, agreement, adopted))
    assert "cost disclosure" in warnings
    assert stands(talks, agreement) is AgreementStatus.RATIFIED


def test_11_a_vote_against_ends_it(talks: Talks, agreement: int) -> None:
    sign(talks, agreement)
    voted = {"body": "members", "result": "rejected"}
    talks.do(lambda w: agreements.approve(w, agreement, voted))
    assert stands(talks, agreement) is AgreementStatus.REJECTED


def test_codes_count_up_and_a_document_stands_for_the_text(talks: Talks) -> None:
    paper = talks.add("document", negotiation_id=talks.id, file_name="ta.pdf", sha256="ab" * 32)
    first, second = (
        talks.do(lambda w: agreements.draft(w, DraftAgreement(talks.id, {"document_id": paper})))
        for _ in range(2)
    )
    found = [talks.get("tentative_agreement", key) for key in (first, second)]
    assert [a.code for a in found] == ["TA1", "TA2"]
    assert {a.text_hash for a in found} == {"ab" * 32}

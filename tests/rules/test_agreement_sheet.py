from io import BytesIO

import pytest
from pypdf import PdfReader

from negotiation_tracker.model.errors import NotFound
from negotiation_tracker.model.record import Record
from negotiation_tracker.rules.agreement_sheet import AgreementSheet
from negotiation_tracker.rules.agreements import AgreementStatus
from negotiation_tracker.rules.signatures import text_hash
from negotiation_tracker.services import agreement_sheets
from tests.rules.build import Talks, day

TEXT = "Wages rise 5%.\n\nThe raise begins on 1 July."
HASH = text_hash(TEXT)


@pytest.fixture
def talks() -> Talks:
    return Talks()


@pytest.fixture
def agreement(talks: Talks) -> Record:
    made = talks.add(
        "tentative_agreement",
        negotiation_id=talks.negotiation.id,
        code="TA1",
        title="Wages",
        language=TEXT,
        text_hash=HASH,
        reached_on="2024-04-01",
    )
    talks.add("agreement_issue", agreement_id=made.id, issue_id=talks.wages.id)
    proposal, _ = talks.offer("P7", talks.employer, "2024-03-20")
    talks.add("agreement_basis", agreement_id=made.id, proposal_id=proposal.id)
    return made


def sign(talks: Talks, agreement: Record, party: Record, name: str, mark: str = HASH) -> None:
    person = talks.add("person", name=name)
    talks.add(
        "signoff",
        agreement_id=agreement.id,
        participant_id=party.id,
        person_id=person.id,
        date="2024-04-02",
        text_hash=mark,
    )


def shown(talks: Talks, agreement: Record, as_of: str = "2024-05-01") -> AgreementSheet:
    return agreement_sheets.sheet(talks.dossier(), agreement.id, day(as_of))


def test_unsigned_sheet_has_a_place_for_each_side(talks: Talks, agreement: Record) -> None:
    sheet = shown(talks, agreement)
    assert sheet.status is AgreementStatus.DRAFT
    assert [(p.party, p.side, p.signer) for p in sheet.places] == [
        ("Union", "labor", ""),
        ("Employer", "management", ""),
    ]
    assert sheet.issues == ("Wages",)
    assert sheet.rests_on == ("P7, Employer, Wed 20 Mar 2024",)
    assert sheet.paragraphs == ("Wages rise 5%.", "The raise begins on 1 July.")


def test_one_signature_shows_that_one_side_signed(talks: Talks, agreement: Record) -> None:
    sign(talks, agreement, talks.union, "Pat Example")
    sheet = shown(talks, agreement)
    assert sheet.status_words == "One side signed: Union."
    assert [p.signer for p in sheet.places] == ["Pat Example", ""]
    assert sheet.places[0].how == "signed, Tue 2 Apr 2024"


def test_both_signatures_stand_under_the_same_hash(talks: Talks, agreement: Record) -> None:
    sign(talks, agreement, talks.union, "Pat Example")
    sign(talks, agreement, talks.employer, "Sam Sample")
    sheet = shown(talks, agreement)
    assert sheet.status is AgreementStatus.SIGNED
    assert {p.text_hash for p in sheet.places} == {sheet.text_hash} == {HASH}
    assert shown(talks, agreement, "2024-04-01").status is AgreementStatus.DRAFT


def test_signature_under_another_text_is_named_and_not_counted(
    talks: Talks, agreement: Record
) -> None:
    sign(talks, agreement, talks.union, "Pat Example", mark="0" * 64)
    sheet = shown(talks, agreement)
    assert sheet.status is AgreementStatus.DRAFT
    assert [p.signer for p in sheet.places] == ["", ""]
    assert sheet.remarks[0] == (
        "Pat Example signed another text for Union on Tue 2 Apr 2024; it does not count here."
    )


def test_an_ally_signs_nothing(talks: Talks, agreement: Record) -> None:
    ally = talks.participant(talks.paper_org, "labor", role="ally")
    sign(talks, agreement, ally, "Al Ally")
    sheet = shown(talks, agreement)
    assert len(sheet.places) == 2
    assert "no party to these talks" in sheet.remarks[0]


def test_text_that_is_not_the_one_hashed_is_named(talks: Talks) -> None:
    made = talks.add(
        "tentative_agreement",
        negotiation_id=talks.negotiation.id,
        code="TA2",
        language="Other words.",
        text_hash=HASH,
        scope="whole",
    )
    sheet = shown(talks, made)
    assert any("differs from the one whose hash" in remark for remark in sheet.remarks)
    assert sheet.issues == ("Every issue of these talks",)


def test_votes_are_listed_without_inventing_numbers(talks: Talks, agreement: Record) -> None:
    talks.add(
        "approval",
        agreement_id=agreement.id,
        body="members",
        result="approved",
        closed_on="2024-04-20",
        yes=70,
    )
    assert shown(talks, agreement).approvals == ("Members: approved, Sat 20 Apr 2024 (70 yes)",)


def test_unknown_agreement_is_said(talks: Talks) -> None:
    with pytest.raises(NotFound):
        agreement_sheets.sheet(talks.dossier(), 99, day("2024-05-01"))


def test_printed_sheet_carries_text_hash_and_status(talks: Talks, agreement: Record) -> None:
    sign(talks, agreement, talks.union, "Pat Example")
    data = agreement_sheets.to_pdf(shown(talks, agreement))
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    plain = " ".join(text.split())
    for words in ("One side signed: Union.", "Pat Example", "For Employer", HASH[:32], HASH[32:]):
        assert words in plain

import pytest

from negotiation_tracker.model.errors import NotFound
from negotiation_tracker.services import redlines
from negotiation_tracker.services.redlines import Against, TextKind
from tests.rules.build import Talks


@pytest.fixture
def talks() -> Talks:
    talks = Talks()
    talks.offer("P1", talks.union, "2024-03-01", item={"language": "Wages rise 8%."})
    talks.offer("P2", talks.employer, "2024-03-05", item={"language": "Wages rise 2%."})
    talks.offer("P3", talks.union, "2024-03-08", item={"language": "Wages rise 7%."})
    return talks


def test_texts_of_an_issue_come_oldest_first_with_party_and_date(talks: Talks) -> None:
    talks.offer("P0", talks.union, "2024-02-01", item={"summary": "more pay"})
    talks.offer("P9", talks.union, "2024-04-01")
    talks.offer("PX", talks.union, "2024-04-01", item={"issue": talks.issue("hours")})
    found = redlines.texts(talks.dossier(), talks.wages.id)
    assert [(t.name, t.kind, t.party, t.date_words) for t in found] == [
        ("P0, Union", TextKind.SUMMARY, "Union", "Thu 1 Feb 2024"),
        ("P1, Union", TextKind.LANGUAGE, "Union", "Fri 1 Mar 2024"),
        ("P2, Employer", TextKind.LANGUAGE, "Employer", "Tue 5 Mar 2024"),
        ("P3, Union", TextKind.LANGUAGE, "Union", "Fri 8 Mar 2024"),
    ]


def test_first_the_same_partys_text_before(talks: Talks) -> None:
    pair = redlines.default_pair(redlines.texts(talks.dossier(), talks.wages.id))
    assert pair.old is not None
    assert pair.new is not None
    assert (pair.old.name, pair.new.name, pair.against) == (
        "P1, Union",
        "P3, Union",
        Against.SAME_PARTY,
    )


@pytest.mark.parametrize(
    ("new", "against", "old"),
    [
        ("P3", Against.OTHER_SIDE, "P2, Employer"),
        ("P3", Against.CONTRACT, None),
        ("P2", Against.SAME_PARTY, None),
        ("P2", Against.OTHER_SIDE, "P1, Union"),
        ("P1", Against.OTHER_SIDE, None),
    ],
)
def test_what_a_text_is_held_to(talks: Talks, new: str, against: Against, old: str | None) -> None:
    found = redlines.texts(talks.dossier(), talks.wages.id)
    start = next(t for t in found if t.name.startswith(new))
    before = redlines.previous(found, start, against)
    assert (None if before is None else before.name) == old


def test_a_first_text_is_held_to_the_contract(talks: Talks) -> None:
    hours = talks.issue("hours")
    talks.offer("P4", talks.union, "2024-03-09", item={"issue": hours, "language": "8 hours"})
    kept = {"issue": hours, "language": "9 hours", "stance": "maintain_current"}
    talks.offer("P5", talks.employer, "2024-03-10", item=kept)
    found = redlines.texts(talks.dossier(), hours.id)
    pair = redlines.default_pair(found, found[0])
    assert pair.against is Against.CONTRACT
    assert pair.old is not None
    assert pair.old.kind is TextKind.CONTRACT
    pasted = redlines.typed("10 hours", "Article 7", contract=True)
    assert redlines.previous((*found, pasted), found[0], Against.CONTRACT) == pasted


def test_a_supposal_is_never_the_default(talks: Talks) -> None:
    supposal = {"language": "Wages rise 5%, suppose."}
    talks.offer("P4", talks.union, "2024-03-09", item=supposal, formality="supposal")
    found = redlines.texts(talks.dossier(), talks.wages.id)
    pair = redlines.default_pair(found)
    assert pair.new is not None
    assert pair.new.name == "P3, Union"
    assert found[-1].version.note == "supposal"


def test_agreements_are_texts_too(talks: Talks) -> None:
    agreement = talks.add(
        "tentative_agreement",
        negotiation_id=talks.negotiation.id,
        code="TA1",
        language="Wages rise 5%.",
        reached_on="2024-03-20",
    )
    talks.add("agreement_issue", agreement_id=agreement.id, issue_id=talks.wages.id)
    found = redlines.texts(talks.dossier(), talks.wages.id)
    assert found[-1].version.line == "TA1 · Wed 20 Mar 2024 · tentative agreement"


def test_nothing_to_compare_is_said_in_words(talks: Talks) -> None:
    hours = talks.issue("hours")
    assert redlines.default_pair(redlines.texts(talks.dossier(), hours.id)).reason == (
        "No text is recorded on this issue."
    )
    talks.offer("P4", talks.union, None, item={"issue": hours, "summary": "8 hours"})
    pair = redlines.default_pair(redlines.texts(talks.dossier(), hours.id))
    assert pair.old is None
    assert pair.reason == "There is no other text on this issue to hold P4, Union to."
    with pytest.raises(NotFound):
        redlines.texts(talks.dossier(), 999)


def test_written_redline_names_both_texts(talks: Talks) -> None:
    dossier = talks.dossier()
    first, _, last = redlines.texts(dossier, talks.wages.id)
    made = redlines.document(dossier, talks.wages.id, first, last, handling="Parties only")
    assert made.author == "Union"
    assert made.at.date().isoformat() == "2024-03-08"
    assert made.redline.describe() == "1 place changed: 1 word deleted, 1 word inserted."
    assert redlines.file_stem(made) == "redline-wages-p1-union-p3-union"
    assert redlines.to_docx(made)[:2] == b"PK"
    assert b"<del>" in redlines.to_html(made)


def test_a_summary_against_a_full_text_is_said(talks: Talks) -> None:
    dossier = talks.dossier()
    found = redlines.texts(dossier, talks.wages.id)
    summary = redlines.IssueText("x", TextKind.SUMMARY, "S", "", None, "", None, "8%")
    notes = redlines.document(dossier, talks.wages.id, summary, found[0]).notes
    assert "only wording" in notes[0]

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from negotiation_tracker.model.errors import NotFound
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.model.record import Record
from negotiation_tracker.rules import impasse as rules
from negotiation_tracker.rules.impasse_answers import ImpasseAnswer
from negotiation_tracker.rules.signatures import text_hash
from negotiation_tracker.services import impasse
from tests.rules.build import Talks, day

AS_OF = day("2024-06-01")


def answers(talks: Talks, as_of: date = AS_OF) -> dict[int, ImpasseAnswer]:
    found = rules.sheet(talks.dossier(), as_of)
    assert found is not None
    return {answer.number: answer for answer in found.answers}


def full() -> Talks:
    """Build talks whose record answers every question."""
    talks = Talks(
        kind="successor", legal_regime="EERA", opened="2024-01-10", unit_description="Aides"
    )
    talks.wages = talks.issue("pay", contract_ref="Article 9", sunshined_on="2023-12-01")
    hours = talks.issue("hours")
    for party, name in ((talks.union, "Pat Example"), (talks.employer, "Sam Sample")):
        person = talks.add("person", name=name)
        talks.add(
            "team_seat", participant_id=party.id, person_id=person.id, seat="chief_negotiator"
        )
    talks.add(
        "bargaining_unit",
        participant_id=talks.union.id,
        name="Unit B",
        job_classes="aides, drivers",
        certified_on="1990-05-01",
    )
    talks.add(
        "figure",
        negotiation_id=talks.negotiation.id,
        metric="unit_size",
        title="Size",
        value_scaled=1200,
        unit="employees",
        comparator="about",
        population="everybody in the unit",
        as_of="2024-01-01",
        attribution="document",
    )
    talks.event("sunshine_presented", "2023-12-05")
    talks.session("2024-02-01", time_in="09:00", time_out="12:00")
    talks.session("2024-03-01", time_in="09:00", time_out="11:30")
    talks.session("2024-07-01")
    first, _ = talks.offer("P1", talks.union, "2024-02-01", item={"issue": talks.wages})
    counter, _ = talks.offer("P2", talks.employer, "2024-03-01", item={"issue": talks.wages})
    talks.add("counter", proposal_id=counter.id, countered_id=first.id)
    talks.offer("P3", talks.union, "2024-03-01", item={"issue": talks.wages}, formality="supposal")
    declared = talks.event("impasse_declared", "2024-05-01")
    talks.add("event_actor", event_id=declared.id, participant_id=talks.union.id)
    agree(talks, hours)
    return talks


def agree(talks: Talks, issue: Record, sides: int = 2) -> Record:
    text = "Eight hours."
    agreement = talks.add(
        "tentative_agreement",
        negotiation_id=talks.negotiation.id,
        code="TA1",
        language=text,
        text_hash=text_hash(text),
        reached_on="2024-04-01",
    )
    talks.add("agreement_issue", agreement_id=agreement.id, issue_id=issue.id)
    for party in (talks.union, talks.employer)[:sides]:
        person = talks.add("person", name=f"Signer for {party.side}")
        talks.add(
            "signoff",
            agreement_id=agreement.id,
            participant_id=party.id,
            person_id=person.id,
            date="2024-04-01",
            text_hash=agreement.text_hash,
        )
    return agreement


@pytest.mark.parametrize(
    ("number", "lines"),
    [
        (
            1,
            (
                "Example Union (labor). Agents: Pat Example, chief negotiator",
                "Example Employer (management). Agents: Sam Sample, chief negotiator",
            ),
        ),
        (
            2,
            (
                "Unit B: aides, drivers",
                "Aides",
                "Size: about 1,200 employees (everybody in the unit, Mon 1 Jan 2024)",
                "Recognized: Tue 1 May 1990",
            ),
        ),
        (3, ("Negotiation of a successor agreement.",)),
        (4, ("Sunshine presented: Tue 5 Dec 2023", "Fri 1 Dec 2023: Pay")),
        (5, ("Wed 10 Jan 2024",)),
        (
            6,
            (
                "Sessions held: 2",
                "First Thu 1 Feb 2024, last Fri 1 Mar 2024",
                "Time at the table: about 5.5 hours, less caucuses and breaks",
                "Average of a session: about 2.8 hours",
            ),
        ),
        (7, ("Declared by Union: Wed 1 May 2024",)),
        (8, ("Number: 1", "Hours: TA1, Mon 1 Apr 2024")),
        (9, ("Number: 2", "Wages (no proposal on record)", "Pay, Article 9")),
        (
            10,
            (
                "Union: 1 proposal, Thu 1 Feb 2024",
                "Employer: 1 proposal, counters among them: 1, Fri 1 Mar 2024",
                "Pay, Article 9, proposals: Union 1, Employer 1",
            ),
        ),
    ],
)
def test_questions_are_answered_from_the_record(number: int, lines: tuple[str, ...]) -> None:
    answer = answers(full())[number]
    assert answer.lines == lines
    assert answer.inputs


def test_only_what_no_record_can_hold_is_left_to_fill_in() -> None:
    found = rules.sheet(full().dossier(), AS_OF)
    assert found is not None
    assert found.gaps == (
        "Union: address, telephone and e-mail of its agent",
        "Employer: address, telephone and e-mail of its agent",
        "Remarks on the course of the negotiations",
    )


def test_an_empty_record_lists_every_gap_and_guesses_nothing() -> None:
    found = answers(Talks())
    assert found[2].gaps == (
        "Description of the bargaining unit",
        "Approximate number of employees in the unit",
        "Date of recognition or certification",
    )
    assert found[3].gaps == ("Type of dispute: new agreement, reopener or other",)
    assert found[5].lines == ()
    assert found[6].gaps == ("Number of negotiating sessions", "Approximate total hours")
    assert found[7].gaps == ("Date of impasse, and which party declares it",)
    assert found[8].lines == ("Number: 0",)
    assert found[9].lines == ("Number: 1", "Wages (no proposal on record)")


def test_a_reported_impasse_is_no_declaration() -> None:
    talks = Talks()
    talks.event("impasse_reported", "2024-05-01")
    answer = answers(talks)[7]
    assert answer.lines == ("Reported: Wed 1 May 2024",)
    assert "a report is not one" in answer.remarks[0]
    assert answer.gaps


def test_one_signature_agrees_nothing() -> None:
    talks = Talks()
    agree(talks, talks.wages, sides=1)
    found = answers(talks)
    assert found[8].lines == ("Number: 0",)
    assert found[9].lines[0] == "Number: 1"


def test_sessions_without_times_leave_the_hours_open() -> None:
    talks = Talks()
    talks.session("2024-02-01", time_in="09:00", time_out="12:00")
    talks.session("2024-03-01")
    answer = answers(talks)[6]
    assert "1 held without both times." in answer.remarks
    assert answer.gaps == ("Approximate total hours",)


def test_the_day_decides_what_counts() -> None:
    found = answers(full(), day("2024-02-15"))
    assert found[6].lines[0] == "Sessions held: 1"
    assert found[7].lines == ()
    assert found[8].lines == ("Number: 0",)


def test_the_agency_is_not_shown_what_was_said_in_mediation() -> None:
    talks = full()
    talks.session("2024-05-10", handling="mediation_joint")
    talks.issue("secret", handling="team")
    dossier = talks.dossier()
    mine = impasse.sheet(dossier, AS_OF, Reader(Audience.ME))
    theirs = impasse.sheet(dossier, AS_OF)
    assert mine.answers[5].lines[0] == "Sessions held: 3"
    assert theirs.answers[5].lines[0] == "Sessions held: 2"
    assert "Secret" not in " ".join(theirs.answers[8].lines)


def test_other_laws_are_named() -> None:
    found = rules.sheet(Talks(legal_regime="NLRA").dossier(), AS_OF)
    assert found is not None
    assert "the law of these talks is NLRA" in found.notes[0]
    with pytest.raises(NotFound):
        impasse.sheet(Talks().dossier(), AS_OF, negotiation_id=99)


def test_printed_sheet_has_answers_and_lines_to_fill() -> None:
    data = impasse.to_pdf(impasse.sheet(full().dossier(), AS_OF))
    assert data == impasse.to_pdf(impasse.sheet(full().dossier(), AS_OF))
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    plain = " ".join(text.split())
    for words in ("Sessions held: 2", "To fill in: Remarks on the course", "For: Agency filing"):
        assert words in plain

"""Artificial talks with 40 issues and 4 participants, and rounds of moves with numbers."""

from datetime import date, timedelta

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.record import Record, RecordWriter
from negotiation_tracker.services.commands import NewNegotiation
from negotiation_tracker.services.negotiations import create

FIRST = date(2024, 1, 8)
KINDS = (
    ("Salary schedule", "wage_pct", "percent", 4, (12, 3), (-1, 1)),
    ("Class size, grades four to eight", "class_size", "students_per_class", 2, (24, 34), (1, -1)),
    ("Hourly rate for bus drivers", "wage_hour", "USD_per_hour", 4, (6, 1), (-1, 1)),
    ("Additional school nurses", "hires", "hires", 0, (300, 60), (-20, 25)),
    ("Evaluation of probationary teachers", "", "", 0, (0, 0), (0, 0)),
)


def many_positions(writer: RecordWriter, issues: int = 40, rounds: int = 5) -> int:
    """Record the talks; gives their key."""
    negotiation = create(
        writer,
        NewNegotiation(
            union="Example Educators United",
            employer="Sample Valley School District",
            title="Example talks with forty issues",
            issues=("Salary schedule",),
            ours="union",
        ),
    )
    parties = {p.side: p for p in writer.where("participant", negotiation_id=negotiation)}
    union, employer = parties["labor"], parties["management"]
    second = _co_party(writer, negotiation, "Example Classified Staff Association", "labor")
    board = _co_party(writer, negotiation, "Sample County Office of Education", "management")
    for number in range(issues):
        title, *rest = KINDS[number % len(KINDS)]
        issue = _issue(writer, negotiation, number, title)
        for round_number in range(rounds):
            day = FIRST + timedelta(days=14 * round_number + number % 5)
            for place, maker in enumerate((union, employer)):
                _offer(writer, (issue, number), maker, (day, round_number, place), rest)
        if number % 3 == 0:
            _offer(writer, (issue, number), second, (FIRST + timedelta(days=3), 0, 0), rest)
        if number % 4 == 0:
            _offer(writer, (issue, number), board, (FIRST + timedelta(days=9), 0, 1), rest)
    writer.insert(
        "event",
        negotiation_id=negotiation,
        kind="strike",
        title="Example strike",
        status="ended",
        start=FuzzyDate.day(FIRST + timedelta(days=30)),
        end=FuzzyDate.day(FIRST + timedelta(days=34)),
    )
    return negotiation


def _co_party(writer: RecordWriter, negotiation: int, name: str, side: str) -> Record:
    organization = writer.insert("organization", name=name)
    return writer.insert(
        "participant",
        negotiation_id=negotiation,
        organization_id=organization.id,
        side=side,
        role="co_party",
    )


def _issue(writer: RecordWriter, negotiation: int, number: int, title: str) -> Record:
    if number == 0:
        first = writer.where("issue", negotiation_id=negotiation)[0]
        return writer.update(
            "issue", first.id, code="issue-00", category="wages", contract_ref="Article 1"
        )
    return writer.insert(
        "issue",
        negotiation_id=negotiation,
        code=f"issue-{number:02}",
        title=f"{title} ({number + 1})",
        contract_ref=f"Article {number + 1}",
    )


def _offer(
    writer: RecordWriter,
    issue: tuple[Record, int],
    maker: Record,
    when: tuple[date, int, int],
    kind: list[object],
) -> None:
    record, number = issue
    day, round_number, place = when
    proposal = writer.insert(
        "proposal",
        negotiation_id=record.negotiation_id,
        code=f"{'UEXY'[place]}{number + 1}.{round_number + 1}-{maker.id}",
        from_id=maker.id,
        date=FuzzyDate.day(day + timedelta(days=place)),
        seq_in_day=place,
        formality="formal",
    )
    measure, unit, scale, starts, by = kind
    text = f"Version {round_number + 1} of the language of {record.title}"
    item = writer.insert(
        "proposal_item",
        proposal_id=proposal.id,
        issue_id=record.id,
        stance="offer",
        summary=text,
    )
    if measure and isinstance(starts, tuple) and isinstance(by, tuple) and isinstance(scale, int):
        value = (starts[place % 2] + by[place % 2] * round_number) * 10**scale
        writer.insert(
            "term",
            item_id=item.id,
            measure=measure,
            value_scaled=value,
            scale=scale,
            unit=unit,
            horizon_years="3.00",
            basis="on_schedule",
        )

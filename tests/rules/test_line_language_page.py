"""docs/line_language.md says what the program does: every example of it is read."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from negotiation_tracker.rules.line_commands import COMMANDS
from negotiation_tracker.rules.line_grammar import parse, write
from negotiation_tracker.rules.line_reading import Reading, read
from tests.rules.line_cases import SCENES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "line_language.md"
WHERE = {
    "/back": "caucus of SSD",
    "/resume": "break",
    "/onrec": "off the record",
    "/authorise": "room A",
}
ROW = re.compile(r"\| `(?P<typed>[^`]+)` \| (?P<said>[^|]*) \|(?P<more>[^|]*\|[^|]*\|)?")


def examples() -> Iterator[tuple[str, str, str]]:
    """Give scene, typed line and reading of every row; the list of commands has its own scenes."""
    where = "usual"
    for row in PAGE.read_text(encoding="utf-8").splitlines():
        if found := re.fullmatch(r"<!-- scene: (.+) -->", row):
            where = found[1]
        elif not row:
            where = "usual"
        elif found := ROW.fullmatch(row):
            own = WHERE.get(found["typed"].split()[0], "usual")
            yield own if found["more"] else where, found["typed"], found["said"]


EXAMPLES = tuple(examples())


def said(reading: Reading) -> str:
    kept = (f"*{words}*" for words in reading.kept)
    return " ".join([reading.sentence or reading.refusal, *kept])


@pytest.mark.parametrize(("where", "typed", "expected"), EXAMPLES)
def test_an_example_of_the_page(where: str, typed: str, expected: str) -> None:
    assert said(read(typed, SCENES[where])) == expected
    assert parse(write(parse(typed))) == parse(typed)


def test_the_page_lists_every_command() -> None:
    listed = PAGE.read_text(encoding="utf-8").partition("## All commands")[2]
    rows = [found for row in listed.splitlines() if (found := ROW.fullmatch(row))]
    assert [row["typed"] for row in rows] == [command.example for command in COMMANDS]
    for row, command in zip(rows, COMMANDS, strict=True):
        assert command.meaning in row["more"]
        assert all(f"`/{other}`" in row["more"] for other in command.others)
    assert len(EXAMPLES) > 100

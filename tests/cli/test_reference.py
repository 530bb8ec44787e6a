from pathlib import Path

from negotiation_tracker.cli.reference import TARGET, text
from negotiation_tracker.cli.verb_table import VERBS


def test_the_page_is_what_the_parsers_say() -> None:
    written = Path(TARGET).read_text(encoding="utf-8")
    assert written == text(), "run: python -m negotiation_tracker.cli.reference"


def test_every_verb_and_every_exit_status_is_on_it() -> None:
    page = text()
    assert [name for name in VERBS if f"\n### {name}\n" not in page] == []
    for code in ("E10", "E14", "E17", "E20", "E30", "E34", "E41", "E42", "E50", "E60"):
        assert code in page, code


def test_no_option_is_without_words() -> None:
    rows = [line for line in text().splitlines() if line.startswith("| `")]
    assert len(rows) > 60
    assert [row for row in rows if row.endswith("|  |")] == []

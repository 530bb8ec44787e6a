"""Writes docs/cli.md from the parsers themselves: ``python -m negotiation_tracker.cli.reference``.

A test holds the file and the parsers together.
"""

import sys
from pathlib import Path

from negotiation_tracker.cli.arguments import PROGRAM, Parser, word
from negotiation_tracker.cli.columns import LISTINGS
from negotiation_tracker.cli.main import parser_of
from negotiation_tracker.cli.verb_table import VERBS
from negotiation_tracker.model.handling import OFFERED_AUDIENCES

TARGET = Path(__file__).resolve().parents[2] / "docs" / "cli.md"

_COMMON = ("--store", "--negotiation", "--audience", "--as-of", "--known-by", "--json", "-h")

_START = f"""\
# Command line

<!-- Written by: python -m negotiation_tracker.cli.reference. Change the parsers, not this file. -->

`{PROGRAM}` (or `python -m negotiation_tracker`, or `bash .ci/launch` in a checkout)
opens the window. With a verb it works without one: everything the window records can be read,
added, changed, undone and exported from here, on the same file.

```
{PROGRAM} seed
{PROGRAM} list sessions
{PROGRAM} show positions --negotiation LAUSD-SEIU99-2023 \\
    --as-of 2023-03-24 --known-by 2023-03-21 --json
{PROGRAM} log session --negotiation LAUSD-UTLA-2019 --date "17 Jan 2019" \\
    --entry "12:04 u: opens with class size" --proposal "u: wages = 6.5% over 3 years"
{PROGRAM} export history.pdf --negotiation LAUSD-UTLA-2019
```

Without a display and without arguments the program does the main job by itself: it makes the
store with the sample in it, prints where each negotiation stands, writes the public history of
each as a PDF into the current folder, and says how to get the window.

"""

_OPTIONS = """\
## Common options

Each verb takes those that make sense for it; they may also stand before the verb.

- `--store FILE`: store to use. Otherwise `NEGOTIATION_TRACKER_STORE`, otherwise the one in your
  data folder.
- `--negotiation CODE`: which negotiation, by its code, upper or lower case. Not needed when there
  is only one; lists without it are over all.
- `--audience WHO`: for whom:
  {audiences}.
  What that reader may not see leaves no trace, not even in numbers. Otherwise `me` for what is
  shown, `public` for what is exported.
- `--as-of DATE`: how things stood on this day.
- `--known-by DATE`: only from what had been published by this day.
- `--json`: JSON instead of text.
- `-h`, `--help`: help on a verb.

A `DATE` is typed as in the window: `2023-03-24`, `24 Mar 2023`, `Thursday`. Where a record is
dated it may be rough (`Aug 2018`, `about April 2017`, `before 20 March 2023`, `unknown`);
`--as-of` and `--known-by` are one day.

A record is named (`REF`) by its code, by its date, by its name, or by the start of the
identifier that the lists show.

"""

_OUTPUT = """\
## What is written

**Tables** are aligned and wrapped on a terminal. Into a file or another program the same table is
one line for each row, cells parted by tabs, headings first, nothing cut off. What is not known
says so (“not known”, “not recorded”, “none recorded”); a blank or a zero never stands for it.

**JSON** is one object, and stable: fields may be added, none is renamed or removed while the
number in `format` stays. Lists:

```
{{"format": "{program}.list/1", "list": "sessions", "audience": "me",
 "as_of": null, "known_by": null, "records": [{{"record": "session", "ref": "…", "uid": "…", …}}]}}
```

- `null` means not recorded. A date or a number that is known to exist but not known is an object
  that says so (`"precision": "unknown"`, `"value": null`).
- A date is `{{"earliest", "latest", "precision", "approx", "as_written", "known_how", "anchor",
  "reason", "words"}}`; an open end is null. `known_how` is `stated`, `inferred_weekday`,
  `inferred_context`, `estimated` or `first_hand`.
- A time of day is text with offset and zone: `"12:00-08:00[America/Los_Angeles]"`; a moment is
  UTC.
- Numbers of the record are decimal texts, never floating point:
  `{{"value": "6.5", "high": null, "unit": "percent", "comparator": "exact", "scale": 4}}`.
- A reference is `{{"record", "ref", "uid", "name"}}` under the field's name without `_id`.
- `show session` and `show proposal` hold what belongs to the record (`attendances`,
  `table_entries`, `proposal_items` with `terms`, …) and its `citations`.
- `show positions` holds for each issue one position for each of `participants`: `current` (each
  with its account, date and terms), `adverse` accounts, `silence` when there is none, the `gap`
  and why it may not be like for like.
- Verbs that change something write `{{"format": "{program}.change/1", "label", "added",
  "changed", "removed", "notes", "record", "undo"}}`, with numbers of records by kind.

Remarks and errors go to standard error, one line each; a result never mixes with them.

"""

_STATUSES = """\
## Exit statuses

| Status | Meaning | Messages |
|---|---|---|
| 0 | Fine. | |
| 1 | A bug of ours; the log file is named. | |
| 2 | The command line, a value or a name is wrong; nothing was changed. | E40, E43 |
| 3 | No such store, no permission, read-only, or no window possible here. | E10–E13 |
| 4 | The file is not a store, empty or damaged. | E14–E16 |
| 5 | The store is of a newer version, or was altered from outside. | E17, E18 |
| 7 | Disk full, disk error, or the export could not be put in place. | E20, E21, E41 |
| 8 | Another program uses the store, or the file was moved while open. | E30–E32 |
| 9 | Somebody else changed the record meanwhile. | E34 |
| 10 | An export would have held confidential words; no file was written. | E42 |
| 11 | A backup or update failed its check; nothing was replaced. | E50–E52 |
| 12 | Records and history do not match. | E60 |
| 130, 141 | Interrupted; the reader of the output went away. | |
"""


def text() -> str:
    """Give the whole page."""
    audiences = ", ".join(f"`{word(a)}`" for a in OFFERED_AUDIENCES)
    parts = [_START, _OPTIONS.format(audiences=audiences), "## Verbs\n\n"]
    for verb in VERBS.values():
        parts.append(f"### {verb.name}\n\n{verb.summary}\n\n")
        parts.append(_described(parser_of(verb)))
    return "".join(parts) + _OUTPUT.format(program=PROGRAM) + _STATUSES


def _described(parser: Parser) -> str:
    if parser.verbs:
        return "".join(
            f"#### {parser.prog.removeprefix(PROGRAM).strip()} {name}\n\n"
            f"{sub.description}\n\n{_described(sub)}"
            for name, sub in parser.verbs.items()
        )
    own = [a for a in parser.arguments if not a.typed.startswith(_COMMON)]
    common = [
        f"`{a.typed.split()[0]}`"
        for a in parser.arguments
        if a.typed.startswith(_COMMON) and not a.typed.startswith("-h")
    ]
    lines = []
    if own:
        lines += ["| Argument | Meaning |", "|---|---|"]
        lines += [f"| `{_cell(a.typed)}` | {_cell(a.about)} |" for a in own]
        lines.append("")
    if common:
        lines += [f"Common options: {', '.join(common)}.", ""]
    if parser.epilog:
        lines += ["```", parser.epilog.rstrip(), "```", ""]
    if parser.prog.endswith(" list"):
        lines += ["| WHAT | Columns |", "|---|---|"]
        lines += [f"| `{name}` | {', '.join(one.headings)} |" for name, one in LISTINGS.items()]
        lines += ["| `trash` | kind, what, deleted, ref |", ""]
    return "\n".join(lines) + "\n"


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def main() -> int:
    """Write the page into docs/."""
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

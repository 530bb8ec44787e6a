"""Lays a history out in chapters, tables and entries, the same for every format people read.

A format's writer only knows how to draw these few blocks; what stands where is decided here.
"""

from dataclasses import dataclass

from negotiation_tracker.exchange import layout_entries as entries
from negotiation_tracker.exchange.blocks import Block, Column, Facts, Section, Table, Text, lines
from negotiation_tracker.exchange.document import HistoryDocument, Line, Part, Standing


@dataclass(frozen=True, slots=True)
class Page:
    """A whole history laid out.

    Attributes:
        title, subtitle: words at the top.
        running: words at the top of every page.
        handling: handling marks to print on every page; empty when all is public.
        facts: short facts under the title.
        sections: the chapters in order, numbered by the writer.
        notes: places in sources, by number.

    """

    title: str
    subtitle: str
    running: str
    handling: str
    facts: Facts
    sections: tuple[Section, ...]
    notes: tuple[tuple[int, str], ...]


def lay_out(document: HistoryDocument) -> Page:
    """Lay a history out for reading; chapters with nothing in them are left out."""
    made = [
        _standing(document.standing),
        _parties(document),
        _section("mediators", "Mediators", entries.mediators(document)),
        _section("sessions", "Sessions", entries.sessions(document)),
        _section("offers", "Asks and offers", entries.offers(document)),
        _section("agreements", "Tentative agreements", entries.agreements(document)),
        _section("events", "Events", entries.events(document)),
        _section("statements", "Statements", entries.statements(document)),
        _section("figures", "Figures", entries.figures(document)),
        _section("disputes", "Where accounts differ", entries.disputes(document)),
        _section("follow-ups", "What is owed", entries.follow_ups(document)),
        _section("private-notes", "Private notes", entries.private_notes(document)),
        _section("unknowns", "What is not known", entries.unknowns(document)),
        _section("sources", "Sources", entries.sources(document)),
    ]
    return Page(
        title=document.title,
        subtitle=document.subtitle,
        running=document.title,
        handling=document.handling,
        facts=Facts(document.intro),
        sections=tuple(section for section in made if section is not None),
        notes=tuple((note.number, note.text) for note in document.notes),
    )


def _section(slug: str, title: str, blocks: tuple[Block, ...]) -> Section | None:
    return Section(slug, title, blocks) if blocks else None


def _standing(standing: Standing | None) -> Section | None:
    if standing is None:
        return None
    blocks: list[Block] = []
    if standing.facts:
        blocks.append(Facts(standing.facts))
    if standing.rows:
        sides = tuple(Column((side,), 4) for side in standing.sides)
        blocks.append(
            Table(
                "Latest position of each side on each issue",
                (Column(lines("Issue"), 3), *sides, Column(lines("Gap"), 3)),
                tuple(
                    (lines(row.issue, disputed=row.disputed), *row.positions, row.gap)
                    for row in standing.rows
                ),
            )
        )
        blocks.append(Text(Line(_STANDING_NOTE)))
    return _section("standing", "Where the sides stand", tuple(blocks))


def _parties(document: HistoryDocument) -> Section | None:
    if Part.PARTIES not in document.parts:
        return None
    return _section("parties", "Parties and people", entries.parties(document))


_STANDING_NOTE = (
    "A position is the latest ask or offer that still stands, by the side's own, a first-hand, a "
    "documentary or a neutral account. What the other side says about it is shown beside it. "
    "“No position recorded” is not zero and not the current contract."
)

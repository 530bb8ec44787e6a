"""Writes a redline as one web page that needs nothing else: no script, no font, no network.

What changed is told by elements (ins, del), by signs in the text and by lines, never by color
alone, so it survives printing, copying as plain text and a screen reader.
"""

from negotiation_tracker import paths
from negotiation_tracker.exchange.redlining import RedlineDocument
from negotiation_tracker.rules.redline import Piece

TEMPLATE = "redline.html.j2"


def write(document: RedlineDocument, *, side_by_side: bool = False) -> bytes:
    """Write the page; every text is escaped, and no text becomes a link.

    Args:
        document: what to write.
        side_by_side: two columns instead of one running text.

    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(paths.resources_folder()),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    page = environment.get_template(TEMPLATE).render(
        title=document.title,
        handling=document.handling,
        facts=[
            ("Talks", document.talks),
            ("Earlier text", document.old.line),
            ("New text", document.new.line),
            ("Difference", document.redline.describe()),
            *(("Note", note) for note in document.notes),
        ],
        pieces=_plain(document.redline.pieces),
        rows=[
            {"changed": row.changed, "old": _plain(row.old), "new": _plain(row.new)}
            for row in document.redline.rows()
        ]
        if side_by_side
        else [],
        side_by_side=side_by_side,
    )
    return page.encode("utf-8", "replace")


def _plain(pieces: tuple[Piece, ...]) -> list[tuple[str, str]]:
    return [(piece.change.value, piece.text) for piece in pieces]

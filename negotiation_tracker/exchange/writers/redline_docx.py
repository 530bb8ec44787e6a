"""Writes a redline as a Word file with real tracked changes, to be accepted or rejected there.

Accepting all changes leaves the new text, rejecting all the old one; headings around the text are
not tracked. The same document always gives the same bytes.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from io import BytesIO
from typing import Any, Final

from negotiation_tracker.exchange.redlining import RedlineDocument
from negotiation_tracker.rules.redline import Change, Piece, Redline

# What XML 1.0 cannot carry, other than through the replacement character.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PARTS: Final = re.compile(r"\t|[^\t]+")
_MARKS: Final = {Change.DELETED: "w:del", Change.INSERTED: "w:ins"}
_LEGEND: Final = (
    "Tracked changes: inserted text is underlined, deleted text is struck through. Accept all "
    "changes for the new text, reject all for the earlier one."
)
_ZIP_MOMENT: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Pieces up to a line break, and what became of that line break."""

    pieces: tuple[Piece, ...]
    mark: Change


def write(document: RedlineDocument) -> bytes:
    """Write the file."""
    import docx

    made: Any = docx.Document()
    _describe(made, document)
    _frame(made, document)
    tracker = _Tracker(document)
    for paragraph in _paragraphs(document.redline):
        tracker.add(made.element.body.add_p(), paragraph)
    _footer(made, document)
    out = BytesIO()
    made.save(out)
    return _repacked(out.getvalue())


class _Tracker:
    """Puts tracked pieces into paragraphs and numbers the changes."""

    def __init__(self, document: RedlineDocument) -> None:
        self._author = _clean(document.author)
        self._at = document.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._next = 1

    def add(self, element: Any, paragraph: _Paragraph) -> None:
        """Fill a paragraph."""
        from docx.oxml import OxmlElement

        if paragraph.mark is not Change.EQUAL:
            properties = OxmlElement("w:rPr")
            properties.append(self._mark(paragraph.mark))
            element.get_or_add_pPr().append(properties)
        for piece in paragraph.pieces:
            run = _run(piece.text, deleted=piece.change is Change.DELETED)
            if piece.change is Change.EQUAL:
                element.append(run)
            else:
                mark = self._mark(piece.change)
                mark.append(run)
                element.append(mark)

    def _mark(self, change: Change) -> Any:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        mark = OxmlElement(_MARKS[change])
        mark.set(qn("w:id"), str(self._next))
        mark.set(qn("w:author"), self._author)
        mark.set(qn("w:date"), self._at)
        self._next += 1
        return mark


def _run(text: str, *, deleted: bool) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = OxmlElement("w:r")
    for part in _PARTS.findall(text):
        if part == "\t":
            run.append(OxmlElement("w:tab"))
            continue
        words = OxmlElement("w:delText" if deleted else "w:t")
        words.text = part
        words.set(qn("xml:space"), "preserve")
        run.append(words)
    return run


def _paragraphs(found: Redline) -> Iterator[_Paragraph]:
    """Cut a redline into paragraphs; the last one has no line break of its own."""
    pieces: list[Piece] = []
    for piece in found.pieces:
        text = _clean(piece.text.replace("\r\n", "\n").replace("\r", "\n"))
        first, *rest = text.split("\n")
        if first:
            pieces.append(Piece(piece.change, first))
        for line in rest:
            yield _Paragraph(tuple(pieces), piece.change)
            pieces = [Piece(piece.change, line)] if line else []
    yield _Paragraph(tuple(pieces), Change.EQUAL)


def _describe(made: Any, document: RedlineDocument) -> None:
    """Set what the file says about itself; nothing of the machine or its user."""
    about = made.core_properties
    about.title = _clean(f"Redline: {document.title}")
    about.author = about.last_modified_by = _clean(document.author)
    about.comments = about.keywords = about.subject = ""
    about.created = about.modified = document.at.astimezone(UTC).replace(tzinfo=None)
    about.revision = 1


def _frame(made: Any, document: RedlineDocument) -> None:
    from docx.shared import Inches, Pt

    for section in made.sections:
        section.page_width, section.page_height = Inches(8.5), Inches(11)
        section.left_margin = section.right_margin = Inches(1)
        section.top_margin = section.bottom_margin = Inches(1)
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10.5)
    normal.paragraph_format.space_after = Pt(6)
    heading = made.add_heading(_clean(document.title), level=1)
    heading.paragraph_format.space_before = Pt(0)
    if document.handling:
        made.add_paragraph().add_run(_clean(document.handling)).bold = True
    for name, value in (
        ("Talks", document.talks),
        ("Earlier text", document.old.line),
        ("New text", document.new.line),
        ("Difference", document.redline.describe()),
        *(("Note", note) for note in document.notes),
    ):
        line = made.add_paragraph()
        line.paragraph_format.space_after = Pt(2)
        line.add_run(f"{name}: ").bold = True
        line.add_run(_clean(value))
    legend = made.add_paragraph()
    legend.paragraph_format.space_after = Pt(14)
    legend.add_run(_LEGEND).italic = True


def _footer(made: Any, document: RedlineDocument) -> None:
    line = made.sections[0].footer.paragraphs[0]
    for words, code in (
        (f"{document.talks} · {document.title} · page ", "PAGE"),
        (" of ", "NUMPAGES"),
    ):
        line.add_run(_clean(words)).element.addnext(_field(code))


def _field(code: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    field.append(_run("1", deleted=False))
    return field


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


def _repacked(data: bytes) -> bytes:
    """Pack the parts again with a fixed moment: the library takes the clock's."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as made, zipfile.ZipFile(out, "w") as packed:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, made.read(name))
    return out.getvalue()

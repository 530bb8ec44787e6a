"""`redline`: what changed between two texts of an issue, word by word."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from negotiation_tracker.cli import files, layout
from negotiation_tracker.cli.arguments import (
    Parser,
    UsageError,
    add_audience,
    add_json,
    add_negotiation,
    add_store,
)
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.json_form import date_form, ref_form
from negotiation_tracker.cli.references import issue
from negotiation_tracker.model.errors import NotFound
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.rules.redline import Change, Redline
from negotiation_tracker.services import page_files, redlines
from negotiation_tracker.services.page_files import RedlineOrder
from negotiation_tracker.services.redlines import Against, IssueText, Pair

_FORMS = ("docx", "html")
_LONGEST = 1_000_000


def describe(parser: Parser) -> None:
    """Add the arguments of `redline`."""
    parser.add_argument("issue", metavar="ISSUE", help="issue, by its code or title")
    files.add_file(
        parser,
        "file to write: .docx with tracked changes, or .html (otherwise the redline is shown)",
    )
    parser.add_argument(
        "--new",
        metavar="CODE",
        help="proposal or agreement with the new text (otherwise the newest)",
    )
    parser.add_argument(
        "--old",
        metavar="CODE",
        help="proposal or agreement with the earlier text (otherwise the same party's text "
        "before it, else the other side's last, else the contract in force)",
    )
    parser.add_argument(
        "--against",
        metavar="WHAT",
        choices=tuple(_word(one) for one in Against),
        help=f"what the earlier text is: {', '.join(_word(one) for one in Against)}",
    )
    parser.add_argument(
        "--contract", metavar="TEXTFILE", help="text of the contract in force, as earlier text"
    )
    parser.add_argument("--side-by-side", action="store_true", help="two columns in the web page")
    parser.add_argument("--list", action="store_true", help="list the texts of the issue")
    add_store(parser)
    add_negotiation(parser)
    add_audience(parser, None)
    add_json(parser)
    parser.epilog = "Shown on a terminal: [-deleted-] {+inserted+}."


def run(call: Call) -> int:
    """Show the redline, or write it."""
    files.settle_audience(call)
    given = [name for name in ("old", "against", "contract") if getattr(call.args, name)]
    if len(given) > 1:
        names = " and ".join(f"--{name}" for name in given)
        raise UsageError(f"{names} both say what the earlier text is; give one.")
    form = files.suffix_of(call, _FORMS) if call.args.file else ""
    with call.workspace() as ws:
        negotiation = call.negotiation(ws)
        reader = call.reader()
        dossier = ws.dossier(negotiation.id, reader)
        found = issue(call.args.issue, dossier, negotiation.id)
        if found is None:
            known = ", ".join(str(i.code) for i in dossier.all("issue")) or "none yet"
            raise NotFound(f"There is no issue “{call.args.issue}”.", f"Known codes: {known}.")
        texts = redlines.texts(dossier, found.id)
        if call.args.list:
            return _list(call, texts)
        pair = _pair(call, texts)
        if pair.old is None or pair.new is None:
            raise NotFound(pair.reason, hint="See redline ISSUE --list.")
        if form:
            order = RedlineOrder(found.id, pair.old, pair.new, form, call.args.side_by_side)
            path = files.target(call, f"redline.{form}")
            return files.report(call, page_files.redline(ws, negotiation.id, reader, order, path))
    made = redlines.redline(pair.old, pair.new)
    if call.wants_json:
        call.write_json("redline", _form(call, found, (pair.old, pair.new), made, dossier))
    else:
        _show(call, found, (pair.old, pair.new), made)
    return 0


def _pair(call: Call, texts: Sequence[IssueText]) -> Pair:
    new = None if call.args.new is None else _by_code(texts, call.args.new)
    if call.args.old is None and call.args.against is None and call.args.contract is None:
        return redlines.default_pair(texts, new)
    if new is None:
        new = redlines.default_pair(texts).new
    if new is None:
        return Pair(None, None, reason="No text is recorded on this issue.")
    if call.args.old is not None:
        return Pair(_by_code(texts, call.args.old), new)
    if call.args.contract is not None:
        return Pair(_contract(Path(call.args.contract)), new)
    against = Against(call.args.against.replace("-", "_"))
    old = redlines.previous(texts, new, against)
    words = call.args.against.replace("-", " ")
    reason = "" if old else f"There is no earlier text on record for {new.name}: {words}."
    return Pair(old, new, against, reason)


def _by_code(texts: Sequence[IssueText], code: str) -> IssueText:
    fitting = [t for t in texts if t.name.partition(",")[0].casefold() == code.strip().casefold()]
    if not fitting:
        known = ", ".join(t.name.partition(",")[0] for t in texts) or "none"
        raise NotFound(f"“{code}” has no text on this issue.", f"Texts: {known}.")
    return fitting[-1]


def _contract(path: Path) -> IssueText:
    try:
        with path.open(encoding="utf-8-sig") as file:
            text = file.read(_LONGEST + 1)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"The text file {path} cannot be read.", hint="Give a plain text file in UTF-8."
        ) from error
    if len(text) > _LONGEST:
        raise UsageError(f"{path} is longer than {_LONGEST:,} characters.")
    return redlines.typed(text, "Contract in force", contract=True)


def _list(call: Call, texts: Sequence[IssueText]) -> int:
    if call.wants_json:
        call.write_json("texts", {"texts": [_text_form(text) for text in texts]})
        return 0
    rows = [(t.name, t.date_words, str(t.kind), str(len(t.text.split()))) for t in texts]
    if rows:
        call.table(("text", "date", "kind", "words"), rows)
    else:
        call.say("No text is recorded on this issue.")
    return 0


def _show(call: Call, found: Record, pair: tuple[IssueText, IssueText], made: Redline) -> None:
    layout.heading(call, str(found.title))
    old, new = (text.version.line for text in pair)
    layout.values(call, [("Earlier text", old), ("New text", new), ("Difference", made.describe())])
    call.say()
    for line in "".join(_marked(piece.change, piece.text) for piece in made.pieces).split("\n"):
        layout.paragraph(call, line)


def _marked(change: Change, text: str) -> str:
    opening, closing = {Change.DELETED: ("[-", "-]"), Change.INSERTED: ("{+", "+}")}.get(
        change, ("", "")
    )
    # A mark that runs over a line break is closed before it and opened again after it.
    return "\n".join(f"{opening}{part}{closing}" if part else "" for part in text.split("\n"))


def _form(
    call: Call,
    found: Record,
    pair: tuple[IssueText, IssueText],
    made: Redline,
    dossier: Dossier,
) -> dict[str, Any]:
    return {
        "audience": str(call.reader().audience),
        "issue": ref_form("issue", found.id, dossier),
        "old": _text_form(pair[0]),
        "new": _text_form(pair[1]),
        "same": made.same,
        "changes": made.changes,
        "pieces": [{"change": str(p.change), "text": p.text} for p in made.pieces],
    }


def _text_form(text: IssueText) -> dict[str, Any]:
    return {
        "name": text.name,
        "kind": str(text.kind),
        "date": None if text.date is None else date_form(text.date),
        "formality": text.formality or None,
        "text": text.text,
    }


def _word(against: Against) -> str:
    return against.value.replace("_", "-")

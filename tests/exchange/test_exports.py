"""What the exports of the sample say, and how they are written."""

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdf
import pytest

from negotiation_tracker.exchange.document import HistoryDocument, Part, UnknownKind
from negotiation_tracker.exchange.history import Order, build
from negotiation_tracker.exchange.scope import Scope
from negotiation_tracker.model.errors import ExportError, NotFound
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.services.exports import (
    Cancelled,
    ExportRequest,
    Format,
    default_name,
    export,
    preview,
)
from negotiation_tracker.services.workspace import Workspace
from tests.exchange.opened import everything_in

PUBLIC = Reader(Audience.PUBLIC)
AS_OF = date(2023, 3, 24)
Ask = Callable[..., ExportRequest]


@pytest.fixture
def ask(sample: Workspace, tmp_path: Path) -> Ask:
    talks = (sample.negotiation("LAUSD-SEIU99-2023").id,)

    def made(file_format: Format = Format.PDF, **more: object) -> ExportRequest:
        target = tmp_path / f"out{file_format.suffix}"
        values = {"reader": PUBLIC, "format": file_format, "target": target, "as_of": AS_OF}
        return ExportRequest(talks, **{**values, **more})  # type: ignore[arg-type]

    return made


def history(ws: Workspace, **more: object) -> HistoryDocument:
    talks = ws.negotiation("LAUSD-SEIU99-2023").id
    order = {"negotiation_id": talks, "reader": PUBLIC, "as_of": AS_OF, **more}
    return build(ws.dossier(talks, PUBLIC), Order(**order))  # type: ignore[arg-type]


def said(document: HistoryDocument, issue: str, side: str) -> list[str]:
    assert document.standing is not None
    column = [line.text for line in document.standing.sides].index(side)
    row = next(r for r in document.standing.rows if r.issue == issue)
    return [line.text for line in row.positions[column]]


def test_the_public_history_says_where_the_sides_stand_and_by_whose_account(
    sample: Workspace,
) -> None:
    document = history(sample)
    assert "23% over five years" in said(document, "Wages", "LAUSD")
    assert "30%, years not stated" in said(document, "Wages", "SEIU Local 99")
    adverse = [t for t in said(document, "Wages", "LAUSD") if t.startswith("According to")]
    assert len(adverse) == 1
    assert "30%" in adverse[0]
    assert said(document, "More staff", "LAUSD") == ["no position recorded"]


def test_what_was_not_yet_published_is_not_known(sample: Workspace) -> None:
    earlier = said(history(sample, known_by=date(2023, 3, 21)), "Wages", "LAUSD")
    assert earlier[0] == "23%, years not stated"


def test_it_says_who_met_when_and_where_and_with_which_mediator(sample: Workspace) -> None:
    document = history(sample)
    held = [s for s in document.sessions if s.status == "held"]
    assert [(s.place, s.mediator) for s in held] == [("L.A. City Hall", "Mayor Karen Bass")]
    assert any("John Lewis" in line.text for line in held[0].attendance)
    assert [s.status for s in document.sessions] == ["agreed not held", "held", "scheduled"]


def test_every_account_of_a_dispute_stands_beside_the_others(sample: Workspace) -> None:
    document = history(sample)
    wages = next(d for d in document.disputes if d.question.startswith("What is the district"))
    assert len(wages.accounts) >= 3
    assert all(who for _, who in wages.accounts)
    assert all(line.notes for line, _ in wages.accounts)


def test_unknown_answers_are_of_different_kinds(sample: Workspace) -> None:
    found = {(u.what.split(",")[0], u.kind) for u in history(sample).unknowns}
    assert ("over how many years the 30% applies", UnknownKind.NOT_STATED) in found
    assert ("position of LAUSD", UnknownKind.NOT_RECORDED) in found
    assert ("who mediates", UnknownKind.NOT_NAMED) in found
    assert ("which account is right", UnknownKind.OPEN) in found


def test_every_note_is_used_numbered_in_order_and_leads_to_a_paragraph(sample: Workspace) -> None:
    document = history(sample)
    assert [n.number for n in document.notes] == list(range(1, len(document.notes) + 1))
    assert "KTLA, 24 Mar 2023, ¶2" in {n.text for n in document.notes}
    assert all(0 <= n.source < len(document.sources) for n in document.notes)


def test_who_works_for_the_employer_is_not_counted_on_its_side(sample: Workspace) -> None:
    document = history(sample)
    sides = {s.speaker.text: s.speaker.side for s in document.statements}
    assert sides["Alberto Carvalho"] == "management"
    assert sides["Adrian Alverez"] == ""
    assert sides["John Lewis"] == "labor"


@pytest.mark.parametrize("file_format", list(Format))
def test_two_exports_of_the_same_record_are_the_same_bytes(
    sample: Workspace, ask: Ask, file_format: Format
) -> None:
    request = ask(file_format)
    first = export(sample, request)
    data = request.target.read_bytes()
    second = export(sample, request)
    assert request.target.read_bytes() == data
    assert first.sha256 == second.sha256 == hashlib.sha256(data).hexdigest()
    assert first.size == len(data)


@pytest.mark.parametrize("file_format", [f for f in Format if not f.of_records])
def test_every_report_holds_the_same_answers(
    sample: Workspace, ask: Ask, file_format: Format
) -> None:
    text = everything_in(export(sample, ask(file_format)).path).replace("\n", " ")
    for words in (
        "23% over five years",
        "no position recorded",
        "L.A. City Hall",
        "according to an SEIU board member".replace("according", "According"),
        "KTLA, 24 Mar 2023, ¶2",
        "Public, press, researchers",
    ):
        assert words in text or words.replace(" ", "") in text


def test_the_pdf_is_tagged_and_its_metadata_are_neutral(sample: Workspace, ask: Ask) -> None:
    reader = pypdf.PdfReader(export(sample, ask()).path)
    root = reader.root_object
    assert root["/MarkInfo"]["/Marked"].value is True  # type: ignore[index]
    assert str(root["/Lang"]) == "en"
    assert reader.metadata is not None
    assert reader.metadata.title == "Bargaining history"
    assert reader.metadata.author is None
    titles = str(reader.outline)
    assert "Where the sides stand" in titles
    assert "What is not known" in titles
    assert "Page 2 of" in reader.pages[1].extract_text()


def test_the_log_of_exports_is_kept_and_is_no_step_of_undo(sample: Workspace, ask: Ask) -> None:
    before = sample.undo_label()
    request = ask(Format.MARKDOWN)
    result = export(sample, request)
    logged = sample.records("export_log")[-1]
    assert (logged.sha256, logged.audience, logged.format) == (result.sha256, "public", "markdown")
    assert (logged.made_by, logged.withheld) == ("Pat Example", 0)
    assert logged.filters == "everything; as of 2023-03-24"
    assert sample.undo_label() == before


def test_a_file_that_cannot_be_placed_is_not_logged(sample: Workspace, ask: Ask) -> None:
    before = len(sample.records("export_log"))
    with pytest.raises(ExportError):
        export(sample, ask(Format.MARKDOWN, target=Path("/nowhere/at/all/x.md")))
    assert len(sample.records("export_log")) == before


def test_one_session_a_range_of_days_and_chosen_chapters(sample: Workspace) -> None:
    talks = sample.negotiation("LAUSD-SEIU99-2023").id
    held = sample.dossier(talks).where("session", status="held")[0]
    one = history(sample, scope=Scope(frozenset({held.id})))
    assert (len(one.sessions), one.standing, one.events) == (1, None, ())
    assert one.subtitle.startswith("Record of one session")

    days = history(sample, scope=Scope(first=date(2023, 3, 23), last=date(2023, 3, 23)))
    assert all(e.when.earliest is None or e.when.earliest <= date(2023, 3, 23) for e in days.events)
    assert 0 < len(days.events) < len(history(sample).events)
    assert days.subtitle == "Bargaining history, 23 March 2023"

    some = history(sample, parts=frozenset({Part.SESSIONS}))
    assert some.sessions
    assert (some.offers, some.disputes, some.parties) == ((), (), ())


def test_several_negotiations_go_into_one_file(sample: Workspace, ask: Ask) -> None:
    talks = tuple(n.id for n in sample.negotiations())
    request = ask(Format.HTML)
    result = export(sample, ExportRequest(talks, PUBLIC, Format.HTML, request.target, as_of=AS_OF))
    text = result.path.read_text()
    assert text.count("<h1") == 2
    assert 'id="h1-standing"' in text
    assert 'id="h2-standing"' in text


def test_a_negotiation_that_a_reader_may_not_see_gives_no_file(
    empty: Workspace, tmp_path: Path
) -> None:
    def verb_of_talks() -> int:
        values = {"title": "Quiet talks", "code": "Q", "timezone": "UTC", "currency": "USD"}
        made = empty.store.change(
            "New",
            lambda w: w.insert("negotiation", **values, handling="parties"),
            lambda *_: ([], []),
            actor="Pat Example",
        )
        return made.value.id

    target = tmp_path / "x.md"
    request = ExportRequest((verb_of_talks(),), PUBLIC, Format.MARKDOWN, target)
    with pytest.raises(NotFound, match="nothing to export for these readers"):
        export(empty, request)
    assert not target.exists()
    assert default_name(empty, request).startswith("bargaining-history-public-")


def test_only_the_own_side_is_told_how_much_was_left_out(sample: Workspace, ask: Ask) -> None:
    for audience, told in ((Audience.OWN_BOARD, True), (Audience.PUBLIC, False)):
        request = ask(Format.MARKDOWN, reader=Reader(audience), tell_withheld=True)
        text = export(sample, request).path.read_text()
        assert ("Left out" in text) is told
    quiet = ask(Format.MARKDOWN, reader=Reader(Audience.OWN_BOARD))
    assert "Left out" not in export(sample, quiet).path.read_text()


def test_progress_is_told_and_an_export_can_be_stopped(sample: Workspace, ask: Ask) -> None:
    request = ask(Format.MARKDOWN)
    steps: list[int] = []
    export(sample, request, progress=lambda _what, step, _of: steps.append(step))
    assert steps == [1, 2, 3, 4]
    request.target.unlink()
    with pytest.raises(Cancelled, match="stopped"):
        export(sample, request, cancelled=lambda: True)
    assert not request.target.exists()


def test_the_preview_draws_the_pages_of_the_report(sample: Workspace, ask: Ask) -> None:
    pages = preview(sample, ask(Format.XLSX))
    assert all(page.startswith(b"\x89PNG") for page in pages)
    assert len(pages) == len(pypdf.PdfReader(export(sample, ask()).path).pages)


def test_the_proposed_name_says_for_whom_it_is(sample: Workspace, ask: Ask) -> None:
    name = default_name(sample, ask(Format.CSV))
    assert name == "LAUSD-SEIU99-2023-history-public-2023-03-24.zip"

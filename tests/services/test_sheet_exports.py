"""Every sheet, table and picture leaves by one way: pruned, checked, whole, and logged."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from negotiation_tracker.model.errors import ExportError, NotFound
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.model.record import Record, RecordWriter
from negotiation_tracker.services import page_files, redlines, sheet_exports
from negotiation_tracker.services.list_exports import ShownList, export_list
from negotiation_tracker.services.page_files import RedlineOrder
from negotiation_tracker.services.position_exports import (
    MatrixFormat,
    Shown,
    export_matrix,
)
from negotiation_tracker.services.sheet_exports import Leaving
from negotiation_tracker.services.workspace import Workspace
from tests.exchange.canaries import Canary, Planted, plant
from tests.exchange.opened import everything_in
from tests.exchange.test_leaks import AUDIENCES, hidden_from

DAY = date(2024, 5, 4)


@dataclass(frozen=True)
class Store:
    """A store full of canary words, and public records to write sheets of."""

    ws: Workspace
    planted: Planted

    @property
    def id(self) -> int:
        return self.planted.negotiation_id

    def log(self) -> list[Record]:
        return self.ws.records("export_log")

    def note(self) -> Canary:
        return next(
            c for c in self.planted.canaries if (c.kind, c.handling) == ("private_note", "team")
        )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("planted") / "planted.negotiations"
    workspace = Workspace.create(path, actor="Pat Example")
    planted = plant(workspace)

    def second_text(writer: RecordWriter) -> None:
        proposal = planted.base["proposal"]
        for language in ("The raise is 3%.", "The raise is 4%."):
            writer.insert(
                "proposal_item",
                proposal_id=proposal.id,
                issue_id=planted.base["issue"].id,
                language=language,
                stance="offer",
            )

    workspace.store.change("More", second_text, lambda *_: ([], []), actor="Pat Example")
    yield Store(workspace, planted)
    workspace.close()


def write_redline(store: Store, reader: Reader, target: Path) -> Path:
    # As a window that shows everything would ask for it.
    found = redlines.texts(store.ws.dossier(store.id), store.planted.base["issue"].id)
    old, new = (t for t in found if t.text.startswith("The raise"))
    order = RedlineOrder(store.planted.base["issue"].id, old, new, target.suffix[1:], True)
    return page_files.redline(store.ws, store.id, reader, order, target)


def write_agreement(store: Store, reader: Reader, target: Path) -> Path:
    agreement = store.planted.base["tentative_agreement"].id
    return page_files.agreement_sheet(store.ws, store.id, reader, agreement, target)


def write_impasse(store: Store, reader: Reader, target: Path) -> Path:
    made = page_files.impasse_pages(store.ws, store.id, reader, DAY)
    return sheet_exports.save_pdf(store.ws, made.printable, target)


def write_matrix(store: Store, reader: Reader, target: Path) -> Path:
    form = MatrixFormat(target.suffix[1:])
    return export_matrix(store.ws, Shown(store.id, reader, DAY), form, target)


def write_list(store: Store, reader: Reader, target: Path) -> Path:
    export_list(store.ws, ShownList("statement", store.id, reader), target)
    return target


Write = Callable[[Store, Reader, Path], Path]
SHEETS: list[tuple[str, Write]] = [
    ("redline.docx", write_redline),
    ("redline.html", write_redline),
    ("agreement.pdf", write_agreement),
    ("impasse.pdf", write_impasse),
    ("positions.xlsx", write_matrix),
    ("positions.pdf", write_matrix),
    ("list.csv", write_list),
]


@pytest.mark.parametrize(("name", "write"), SHEETS, ids=[name for name, _ in SHEETS])
@pytest.mark.parametrize("reader", AUDIENCES, ids=lambda r: f"{r.audience}{len(r.added) or ''}")
def test_nothing_withheld_is_in_the_file(
    store: Store, reader: Reader, name: str, write: Write, tmp_path: Path
) -> None:
    before = len(store.log())
    path = write(store, reader, tmp_path / name)
    text = everything_in(path)
    hidden = hidden_from(store.ws, store.planted, reader)
    if reader.audience is not Audience.ME:
        assert len(hidden) > 100
        assert [c for c in hidden if c.word in text or c.uid in text] == []
    assert "Pat Example" not in text
    assert str(tmp_path) not in text
    entry = store.log()[-1]
    assert len(store.log()) == before + 1
    assert (entry.audience, entry.format) == (reader.audience.value, path.suffix[1:])
    assert len(entry.sha256) == 64
    assert store.ws.undo_label() == "More"
    assert (path.stat().st_mode & 0o077) == 0


def test_what_may_not_leave_is_refused_though_it_was_on_the_screen(
    store: Store, tmp_path: Path
) -> None:
    everything = redlines.texts(store.ws.dossier(store.id), store.planted.base["issue"].id)
    public = redlines.texts(
        sheet_exports.release(store.ws, store.id, Reader(Audience.PUBLIC)).dossier,
        store.planted.base["issue"].id,
    )
    known = {text.key for text in public}
    hidden = next(text for text in everything if text.key not in known)
    order = RedlineOrder(store.planted.base["issue"].id, hidden, public[0], "html")
    with pytest.raises(NotFound, match="may not leave"):
        page_files.redline(store.ws, store.id, Reader(Audience.PUBLIC), order, tmp_path / "r.html")
    assert list(tmp_path.iterdir()) == []


def test_the_text_that_leaves_is_the_one_on_record_and_not_the_one_handed_over(
    store: Store, tmp_path: Path
) -> None:
    issue = store.planted.base["issue"].id
    public = sheet_exports.release(store.ws, store.id, Reader(Audience.PUBLIC)).dossier
    old, new = (t for t in redlines.texts(public, issue) if t.text.startswith("The raise"))
    order = RedlineOrder(issue, replace(old, text="Something else"), new, "html")
    path = page_files.redline(store.ws, store.id, Reader(Audience.PUBLIC), order, tmp_path / "r")
    assert "Something else" not in path.read_text()


def test_a_typed_text_with_a_withheld_word_is_stopped(store: Store, tmp_path: Path) -> None:
    issue = store.planted.base["issue"].id
    public = sheet_exports.release(store.ws, store.id, Reader(Audience.PUBLIC)).dossier
    old = redlines.typed(f"As {store.note().word} said")
    order = RedlineOrder(issue, old, redlines.texts(public, issue)[0], "docx")
    before = len(store.log())
    with pytest.raises(ExportError) as caught:
        page_files.redline(store.ws, store.id, Reader(Audience.PUBLIC), order, tmp_path / "r.docx")
    assert caught.value.code == "E42"
    assert list(tmp_path.iterdir()) == []
    assert len(store.log()) == before


@pytest.mark.parametrize("where", ["name", "texts", "data"])
def test_the_gate_looks_at_name_texts_and_bytes(store: Store, where: str, tmp_path: Path) -> None:
    word = store.note().word
    released = sheet_exports.release(store.ws, store.id, Reader(Audience.PUBLIC))
    leaving = Leaving(
        tmp_path / (f"{word}.html" if where == "name" else "a.html"),
        f"<p>{word if where == 'data' else ''}</p>".encode(),
        "test",
        [word] if where == "texts" else [],
    )
    with pytest.raises(ExportError):
        sheet_exports.put_in_place(store.ws, released, leaving)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_leaves_no_log(store: Store, tmp_path: Path) -> None:
    released = sheet_exports.release(store.ws, store.id, Reader(Audience.PUBLIC))
    before = len(store.log())
    with pytest.raises(ExportError) as caught:
        sheet_exports.put_in_place(
            store.ws, released, Leaving(tmp_path / "gone" / "a.pdf", b"x", "test")
        )
    assert caught.value.code == "E41"
    assert len(store.log()) == before


def test_names_give_nothing_away(store: Store) -> None:
    released = sheet_exports.release(store.ws, store.id, Reader(Audience.OWN_TEAM, on=DAY))
    assert released.code != "bargaining"
    name = replace(released, code="EX-1").file_name("costs", ".pdf", DAY)
    assert name == "EX-1-costs-own-team-2024-05-04.pdf"


def test_printing_is_checked_and_logged_too(store: Store) -> None:
    made = page_files.impasse_pages(store.ws, store.id, Reader(Audience.AGENCY), DAY)
    before = len(store.log())
    sheet_exports.log_printed(store.ws, made.printable)
    assert (len(store.log()), store.log()[-1].format) == (before + 1, "printed")
    paper = replace(made.printable.paper, title=f"About {store.note().word}")
    with pytest.raises(ExportError):
        sheet_exports.log_printed(store.ws, replace(made.printable, paper=paper))
    assert len(store.log()) == before + 1
    pages = made.printable.pages()
    assert all(page.startswith(b"\x89PNG") for page in pages)
    assert len(made.printable.pages(20)) == len(pages)

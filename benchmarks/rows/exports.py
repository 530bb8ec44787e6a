"""Exports of a whole store against bare writers of the same cells and texts (G17–G23)."""

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from html import escape
from pathlib import Path

from benchmarks.bench import ME, ROOT, Bench, Row, environment, output, same
from benchmarks.goals import Result
from benchmarks.harness import measured
from negotiation_tracker.exchange.drawing import drawn
from negotiation_tracker.exchange.released_fields import released
from negotiation_tracker.exchange.sheets import Sheet, sheets_of
from negotiation_tracker.exchange.writers import web_page, workbook
from negotiation_tracker.exchange.writers.bundle import LEFT_OUT
from negotiation_tracker.model.catalogue import Catalogue, Field
from negotiation_tracker.services import exports
from negotiation_tracker.services.workspace import Workspace

_BASE = 500


def request(ws: Workspace, target: Path, way: exports.Format) -> exports.ExportRequest:
    """Ask for everything, for the owner of the file."""
    ids = tuple(n.id for n in ws.negotiations())
    return exports.ExportRequest(ids, ME, way, target)


def export(ws: Workspace, target: Path, way: exports.Format) -> bytes:
    """Read and make an export as the program does, all but putting the file in place."""
    return exports.render(exports.prepare(ws, request(ws, target, way)))


# The floor of CSV and JSON: SQLite itself gives the cells, in the order of the file.


def selects(catalogue: Catalogue) -> Iterator[tuple[str, tuple[Field, ...]]]:
    """Give the kinds of record that leave the program, with their fields."""
    for name in catalogue.kinds:
        fields = released(catalogue, name, ME.audience)
        if fields and name not in LEFT_OUT:
            yield name, fields


def cell(field: Field, form: str) -> list[str]:
    """Write the SQL of the cells of a field, for "csv" or as JSON."""
    column = f't."{field.name}"'
    if field.type == "ref":
        return [f'(SELECT r.uid FROM "{field.ref}" r WHERE r.id = {column})']
    if field.type == "decimal":
        return [f"rtrim(rtrim(printf('%.2f', {column} / 100.0), '0'), '.')"]
    if field.type == "flag" and form == "csv":
        return [f"CASE {column} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END"]
    if field.type == "flag":
        return [f"json(CASE {column} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)"]
    if field.type != "fuzzy_date":
        return [column]
    details = f"substr({column}, instr({column}, ' ') + 1)"
    length = f"instr({column}, ' ') - instr({column}, '/') - 1"
    first = f"nullif(substr({column}, 1, instr({column}, '/') - 1), '..')"
    last = f"nullif(substr({column}, instr({column}, '/') + 1, {length}), '..')"
    hedged = f"CASE WHEN json_extract({details}, '$.approx') THEN 'true' ELSE 'false' END"
    words = ["as_written", "known_how", "anchor", "reason"]
    starts = {"known_how": "'stated'"}
    rest = [
        f"coalesce(json_extract({details}, '$.{w}'), {starts.get(w, chr(39) * 2)})" for w in words
    ]
    precision = f"json_extract({details}, '$.precision')"
    parts = [first, last, precision, hedged if form == "csv" else f"json({hedged})", *rest]
    if form == "csv":
        return [f"CASE WHEN {column} IS NOT NULL THEN {part} END" for part in parts]
    names = ["earliest", "latest", "precision", "approx", *words]
    pairs = ", ".join(f"'{n}', {p}" for n, p in zip(names, parts, strict=True))
    return [f"json(CASE WHEN {column} IS NOT NULL THEN json_object({pairs}) END)"]


def raw_csv(db: sqlite3.Connection, catalogue: Catalogue) -> bytes:
    """Write the tables by `csv.writer` straight from cursors, into a zip file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for kind, fields in selects(catalogue):
            cells = ", ".join(c for f in fields for c in cell(f, "csv"))
            text = io.StringIO()
            csv.writer(text, lineterminator="\r\n").writerows(
                db.execute(f'SELECT {cells} FROM "{kind}" t WHERE deleted_at IS NULL ORDER BY uid')
            )
            if text.tell():
                package.writestr(f"{kind}.csv", text.getvalue().encode())
    return target.getvalue()


def raw_json(db: sqlite3.Connection, catalogue: Catalogue) -> bytes:
    """Write the records as JSON made by SQLite, one to a line."""
    parts = []
    for kind, fields in selects(catalogue):
        pairs = ", ".join(f"'{f.name}', {cell(f, 'json')[0]}" for f in fields)
        rows = db.execute(
            f'SELECT json_object({pairs}) FROM "{kind}" t WHERE deleted_at IS NULL ORDER BY uid'
        )
        lines = ",\n".join(row[0] for row in rows)
        if lines:
            parts.append(f'"{kind}": [\n{lines}\n]')
    return ",\n".join(parts).encode()


def flat(bench: Bench) -> Iterator[Result]:
    """G17 and G19: all tables as CSV, all records as JSON."""
    path = bench.stores.path(bench.sessions)
    ws, db = bench.workspace(path), bench.raw(path)
    target = bench.stores.scratch / "all.zip"
    ours, floor = export(ws, target, exports.Format.CSV), raw_csv(db, ws.catalogue)
    same(_tables(ours, skip=1), _tables(floor, skip=0))
    found = bench.harness.compare(
        partial(export, ws, target, exports.Format.CSV), partial(raw_csv, db, ws.catalogue),
        warm=False,
    )  # fmt: skip
    yield bench.result("G17", "CSV tables ÷ csv.writerows(cursor), zipped", found)
    target = bench.stores.scratch / "all.json"
    text = export(ws, target, exports.Format.JSON)
    records = text[text.index(b'"records": {\n') + 13 : text.rindex(b"\n}\n}")]
    same(_lines(records), _lines(raw_json(db, ws.catalogue)))
    found = bench.harness.compare(
        partial(export, ws, target, exports.Format.JSON), partial(raw_json, db, ws.catalogue),
        warm=False,
    )  # fmt: skip
    yield bench.result("G19", "JSON bundle ÷ json_object in SQLite", found)


def _lines(text: bytes) -> list[bytes]:
    return text.splitlines()


def _tables(data: bytes, *, skip: int) -> dict[str, list[str]]:
    """Give the lines of each table without its head."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {
            name: package.read(name).decode("utf-8-sig").splitlines()[skip:]
            for name in package.namelist()
            if name.endswith(".csv") and name not in ("codebook.csv", "strikes.csv")
        }


# The floor of XLSX: the XML of the same cells, escaped, in a zip file; no styles.


def raw_xlsx(sheets: tuple[Sheet, ...]) -> bytes:
    """Write sheets as bare SpreadsheetML."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as book:
        for number, sheet in enumerate(sheets, start=1):
            rows = [sheet.columns, *sheet.rows] if sheet.columns else list(sheet.rows)
            lines = (
                "<row>" + "".join(
                    f'<c t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
                    for value in row if value is not None
                ) + "</row>"
                for row in rows
            )  # fmt: skip
            xml = f"<worksheet><sheetData>{''.join(lines)}</sheetData></worksheet>"
            book.writestr(f"xl/worksheets/sheet{number}.xml", xml.encode())
    return target.getvalue()


def raw_html(texts: list[str]) -> bytes:
    """Write texts as bare paragraphs."""
    return "".join(f"<p>{escape(text)}</p>\n" for text in texts).encode()


def reports(bench: Bench) -> Iterator[Result]:
    """G20 and G21: workbook and web page, the writers alone, on histories already read."""
    ws = bench.workspace(bench.stores.path(bench.sessions))
    asked = request(ws, bench.stores.scratch / "all.xlsx", exports.Format.XLSX)
    documents = exports.prepare(ws, asked).documents
    sheets = tuple(s for s in sheets_of(documents) if s.rows)
    same(_sheets(workbook.write(documents)), _sheets(raw_xlsx(sheets)))
    found = bench.harness.compare(
        lambda: workbook.write(documents), lambda: raw_xlsx(sheets), warm=False
    )
    yield bench.result("G20", "XLSX ÷ own XML, deflated", found)
    texts = list(_texts(drawn(documents)))
    page = web_page.write(documents).decode()
    plain = [t for t in texts if len(t.split()) > 4 and escape(t) == t and "\n" not in t][:500]
    same([t for t in plain if t not in page], [])
    found = bench.harness.compare(
        lambda: web_page.write(documents), lambda: raw_html(texts), warm=False
    )
    yield bench.result("G21", "HTML ÷ f-string paragraphs of the same texts", found)
    yield bench.skipped("G21 ics, docx", "of a history", "the program has no such export")


def _sheets(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return sum(name.startswith("xl/worksheets/sheet") for name in book.namelist())


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


# PDF is set in a process of its own each time: typst remembers what it set before. The floors are
# the bare engine on the finished data, and Qt's own writer on the same texts as plain paragraphs.
PDF = """
import json, sys, time
from pathlib import Path
from negotiation_tracker.exchange.drawing import drawn
from negotiation_tracker.exchange.writers import pdf
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.services import exports
from negotiation_tracker.services.workspace import Workspace
import typst

def texts(value):
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in texts(one)]

whose, store, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
ws = Workspace.open(store)
asked = exports.ExportRequest((1,), Reader(Audience.ME), target=Path("report.pdf"))
documents = exports.prepare(ws, asked).documents
tagged = sum(len(d.sessions) for d in documents) <= pdf.TAGGED_SESSIONS
if whose == "ours":
    begun = time.perf_counter()
    data = pdf.write(documents)
elif whose == "typst":
    ways = {"pdf_standards": "ua-1"} if tagged else {}
    text = pdf.text(documents)
    begun = time.perf_counter()
    data = typst.compile(
        str(folder / "report.typ"), root=str(folder), font_paths=[str(folder / "fonts")],
        sys_inputs={"data": text}, format="pdf", pdf_tags=tagged, ignore_system_fonts=True, **ways,
    )
else:
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QGuiApplication, QPdfWriter, QTextCursor, QTextDocument
    app = QGuiApplication([])
    parts = texts(json.loads(pdf.text(documents)))
    begun = time.perf_counter()
    document, buffer = QTextDocument(), QBuffer()
    document.setUndoRedoEnabled(False)
    cursor = QTextCursor(document)
    for part in parts:
        cursor.insertText(part)
        cursor.insertBlock()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    document.print_(QPdfWriter(buffer))
    data = bytes(buffer.data())
print(json.dumps([time.perf_counter() - begun, data[:4].decode(), len(data)]))
"""


def pdf(bench: Bench) -> Iterator[Result]:
    """G22: the printed history of the largest negotiation against the bare engine, and Qt's."""
    store = bench.stores.path(bench.sessions)
    env = environment(bench.stores.scratch)

    def child(whose: str) -> tuple[float, str, int]:
        command = [sys.executable, "-P", "-c", PDF, whose, str(store), str(ROOT / "resources")]
        taken, mark, size = json.loads(output(command, env))
        return float(taken), str(mark), int(size)

    ours = child("ours")
    for key, floor, words in (
        ("G22", "typst", "bare typst"),
        ("G22 qt", "qt", "QTextDocument and QPdfWriter, same texts"),
    ):
        first = child(floor)
        same(ours[1], first[1])
        if floor == "typst":
            same(ours[2] // 100_000, first[2] // 100_000)
        found = measured([ours[0]], [first[0]])
        if not bench.smoke and ours[0] < 5:
            found = bench.harness.compare(
                lambda: child("ours")[0], partial(_taken, child, floor), warm=False
            )
        yield bench.result(key, f"PDF of the largest negotiation ÷ {words}", found, "s")


def _taken(child: Callable[[str], tuple[float, str, int]], whose: str) -> float:
    return child(whose)[0]


# What the system says of a child that ended counts the memory of its parent before the exec, so
# the child tells its own peak.
_WITH_PEAK = """
import atexit, pathlib, runpy, sys

def told():
    status = pathlib.Path("/proc/self/status").read_text().splitlines()
    peak = next(line for line in status if line.startswith("VmHWM:"))
    pathlib.Path(target).write_text(peak.split()[1])

target = sys.argv.pop(1)
atexit.register(told)
runpy.run_module("negotiation_tracker", run_name="__main__", alter_sys=True)
"""


def memory(bench: Bench) -> Iterator[Result]:
    """G23: the whole command line, its time and its peak memory, at 500 sessions and here."""
    if not Path("/proc/self/status").exists():
        yield bench.skipped("G23 memory", "peak memory", "this system does not tell it")
        return
    base = min(_BASE, bench.sessions)
    # An export is noted in the store it comes from, so it comes from a copy.
    large = bench.stores.copy(bench.sessions)
    small = large if base == bench.sessions else bench.stores.copy(base)
    for word in ("csv", "json"):
        target = bench.stores.scratch / f"whole.{'zip' if word == 'csv' else word}"
        many = _whole(bench, large, target, word)
        few = many if small == large else _whole(bench, small, target, word)
        yield Result(
            "G23 memory", f"{word} export, peak memory ÷ at {base}", bench.size,
            many[1], few[1], "MB", many[1] / few[1],
        )  # fmt: skip
        yield Result(f"G23 {word}", f"{word} export, whole process", bench.size, many[0], unit="s")


def _whole(bench: Bench, store: Path, target: Path, word: str) -> tuple[float, float]:
    """Export in a process; gives its seconds of computing and its peak memory in MB."""
    target.unlink(missing_ok=True)
    peak = target.with_name("peak")
    arguments = ("export", str(target), "--format", word, "--audience", "me", "--store", str(store))
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", _WITH_PEAK, str(peak), *arguments],
        cwd=ROOT, env=environment(bench.stores.scratch), stdout=subprocess.DEVNULL,
    )  # fmt: skip
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = status
    if status:
        raise AssertionError(f"the export of {store.name} failed")
    return used.ru_utime + used.ru_stime, int(peak.read_text()) / 1024


ROWS = (
    Row("G17", "exports", flat, largest=100_000, grows="G23"),
    Row("G20", "exports", reports, largest=10_000, grows="G23"),
    Row("G22", "exports", pdf, largest=10_000),
    Row("G23", "exports", memory, largest=100_000, grows="G23", free=("G23 memory",)),
)

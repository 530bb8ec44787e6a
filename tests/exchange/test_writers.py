"""How each format writes what it is given, hostile texts included."""

import csv
import io
import json
import re
import zipfile
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import openpyxl
import pypdf
import pytest

from negotiation_tracker.exchange.document import (
    HistoryDocument,
    Line,
    LogLine,
    Owed,
    Session,
    When,
)
from negotiation_tracker.exchange.writers import markdown, pdf, web_page, workbook
from negotiation_tracker.model.errors import ExportError
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.services.exports import ExportRequest, Format, export
from negotiation_tracker.services.workspace import Workspace

HOSTILE = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "-2+3",
    '#panic("boom") $x$ *bold* _it_ [link](javascript:alert(1)) `code` @ref <label>',
    '<script>alert("x")</script> <img src=x onerror=alert(1)> &amp; </title>',
    "| a | b |\n# not a heading\n- not a list",
    "{{ 7 * 7 }} {% raw %} \\ ~~ ^[1] [^9]: \x07 control",
    "Đặng Thị Ñandú “quotes” – dash",
]


def document(*texts: str) -> HistoryDocument:
    """Give a history by hand with the texts in every place a person can fill."""
    log = tuple(LogLine("09:00", "statement", Line(t, "labor"), t, t) for t in texts)
    lines = tuple(Line(t) for t in texts)
    session = Session(
        number="1",
        when=When("Fri 3 May 2024", "", texts[0], date(2024, 5, 3), date(2024, 5, 3)),
        kind="joint",
        status="held",
        times="",
        place=texts[0],
        mediator=texts[0],
        media_rule="",
        summary="\n".join(texts),
        next_meeting="",
        attendance=lines,
        log=log,
        proposals=(),
        follow_ups=(),
        accounts=lines,
    )
    owed = tuple(Owed("task", t, Line(t), Line(t), "", "", "open", t) for t in texts)
    return HistoryDocument(
        title=texts[-1],
        subtitle="Bargaining history",
        audience="Own team",
        as_of=date(2024, 5, 3),
        scope="",
        intro=(("Between", lines),),
        sessions=(session,),
        follow_ups=owed,
    )


def test_typst_takes_no_text_for_markup() -> None:
    data = pdf.write((document(*HOSTILE),))
    text = "".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(data)).pages)
    assert '#panic("boom")' in text
    assert "{{ 7 * 7 }}" in text


def test_a_script_that_no_font_has_does_not_stop_the_report() -> None:
    made = document("李明 предложение 🂡 \U000e0001")
    data = pdf.write((made,))
    assert len(pypdf.PdfReader(io.BytesIO(data)).pages) == 1
    assert pdf.pages((made,))[0].startswith(b"\x89PNG")


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_web_page_runs_nothing_and_loads_nothing() -> None:
    html = web_page.write((document(*HOSTILE),)).decode()
    page = _Page()
    page.feed(html)
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "img", "iframe", "link", "object", "form"}
    for _, attributes in page.tags:
        assert not [a for a in attributes if a.startswith("on")]
        assert (attributes.get("href") or "#").startswith("#")
    for text in HOSTILE:
        assert " ".join(text.split()) in " ".join(page.text.split())
    policy = [a.get("content") for t, a in page.tags if t == "meta" and "http-equiv" in a]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]


def test_the_web_page_can_be_walked_by_a_screen_reader() -> None:
    page = _Page()
    page.feed(web_page.write((document("plain"),)).decode())
    names = [tag for tag, _ in page.tags]
    assert ("html", {"lang": "en"}) in page.tags
    assert names.count("main") == 1
    assert {"nav", "section", "caption", "footer"} <= set(names)
    assert all(a.get("scope") for t, a in page.tags if t == "th")
    ids = [a["id"] for _, a in page.tags if "id" in a]
    assert len(ids) == len(set(ids))
    targets = {(a.get("href") or "")[1:] for t, a in page.tags if t == "a"}
    assert targets <= set(ids)
    levels = [int(t[1]) for t in names if re.fullmatch("h[1-6]", t)]
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_markdown_takes_no_text_for_markup() -> None:
    text = markdown.write((document(*HOSTILE),)).decode()
    assert "<script>" not in text
    assert "\\<script\\>" in text
    assert "\\[link\\](javascript" in text
    assert "\\| a \\| b \\|" in text
    cells = {len(re.findall(r"(?<!\\)\|", row)) for row in text.splitlines() if row[:1] == "|"}
    assert cells == {4, 6}  # the log has three columns, what is owed has five


def test_no_cell_of_a_workbook_is_a_formula_or_a_link() -> None:
    data = workbook.write((document(*HOSTILE),))
    book = openpyxl.load_workbook(io.BytesIO(data))
    owed = book["Follow-ups"]
    # XlsxWriter escapes control characters the way Excel does; openpyxl gives them back so.
    written = [str(row[1].value).replace("_x0007_", "\x07") for row in owed.iter_rows(min_row=2)]
    assert written == HOSTILE
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)
    quoted = [row[1].quotePrefix for row in owed.iter_rows(min_row=2)]
    assert quoted[:4] == [True, True, True, True]


def test_a_workbook_has_real_tables_and_neutral_properties() -> None:
    data = workbook.write((document("plain"),))
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "B2"
        assert len(sheet.tables) == 1
        assert sheet.sheet_state == "visible"
    assert book.properties.title == "Bargaining history"
    assert not book.properties.creator
    assert not book.properties.lastModifiedBy
    assert book.properties.created is not None
    assert book.properties.created.date() == date(2024, 5, 3)
    sessions = book["Sessions"]
    head = [cell.value for cell in sessions[1]]
    assert sessions.cell(2, head.index("Earliest") + 1).value.date() == date(2024, 5, 3)


def test_a_text_too_long_for_a_cell_is_refused_loudly() -> None:
    workbook.write((document("x" * (workbook.LONGEST_CELL - 200)),))
    with pytest.raises(ExportError, match="too long for Excel") as caught:
        workbook.write((document("x" * (workbook.LONGEST_CELL + 1)),))
    assert "Export to PDF" in caught.value.hint


@pytest.fixture(scope="module")
def package(sample: Workspace, tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    target = tmp_path_factory.mktemp("csv") / "tables.zip"
    talks = tuple(n.id for n in sample.negotiations())
    reader = Reader(Audience.PUBLIC)
    export(sample, ExportRequest(talks, reader, Format.CSV, target, as_of=date(2023, 3, 24)))
    return zipfile.ZipFile(io.BytesIO(Path(target).read_bytes()))


def table(package: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(package.read(f"{name}.csv").decode("utf-8-sig"))))


def test_the_codebook_knows_every_column(package: zipfile.ZipFile) -> None:
    described = {(r["table"], r["column"]) for r in table(package, "codebook")}
    names = [n.removesuffix(".csv") for n in package.namelist() if n.endswith(".csv")]
    columns = {(n, c) for n in names if n != "codebook" for c in table(package, n)[0]}
    assert columns == described
    empty = {(r["table"], r["column"]): r["if_empty"] for r in table(package, "codebook")}
    assert empty["term", "horizon_years"] == "not stated in the source"


def test_references_of_the_tables_resolve(package: zipfile.ZipFile) -> None:
    uids = {
        name.removesuffix(".csv"): {row["uid"] for row in table(package, name[:-4])}
        for name in package.namelist()
        if name.endswith(".csv") and name not in {"codebook.csv", "strikes.csv"}
    }
    described = json.loads(package.read("datapackage.json"))
    checked = 0
    for resource in described["resources"]:
        for key in resource["schema"].get("foreignKeys", []):
            for row in table(package, resource["name"]):
                value = row[key["fields"][0]]
                if value:
                    checked += 1
                    assert value in uids[key["reference"]["resource"]]
    assert checked > 1000
    for citation in table(package, "citation"):
        assert citation["target_uid"] in uids[citation["target_kind"]]


def test_dates_are_spread_over_columns_and_strikes_are_listed(package: zipfile.ZipFile) -> None:
    meetings = {r["place"]: r for r in table(package, "session") if r["date_precision"] == "day"}
    hall = meetings["L.A. City Hall"]
    assert (hall["date_earliest"], hall["date_known_how"]) == ("2019-01-17", "inferred_weekday")
    strikes = {r["start_date"]: r for r in table(package, "strikes")}
    assert strikes["2023-03-21"]["end_date"] == "2023-03-23"
    assert strikes["2023-03-21"]["duration_days"] == "3"
    assert strikes["2023-03-21"]["employer"] == "Los Angeles Unified School District"


def test_the_zip_file_does_not_tell_when_it_was_made(package: zipfile.ZipFile) -> None:
    assert {m.date_time for m in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}

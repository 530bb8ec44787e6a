import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from negotiation_tracker.exchange.redlining import RedlineDocument, Version, compare
from negotiation_tracker.exchange.writers import redline_docx, redline_html

OLD = "Article 9\nWages rise 4% in July 2024.\nThe ratio is 1 to 700.\nThis line goes.\nEnd."
NEW = "Article 9\nWages rise 4.5% in July 2024.\nThe ratio is 1 to 500.\nEnd.\nA new\tline."
texts = st.lists(
    st.sampled_from(["the", "wage", "4.5%", "5%", " ", "\n", "\t", ",", "<b>", "&", "]]>"]),
    max_size=25,
).map("".join)


def document(old: str, new: str, **more: Any) -> RedlineDocument:
    return RedlineDocument(
        title="Wages",
        talks="Example talks",
        old=Version("P1, Example Union", "1 Mar 2024"),
        new=Version("P3, Example Union", "8 Mar 2024"),
        redline=compare(old, new),
        author="Example Union",
        at=datetime(2024, 3, 8, 10, 30, tzinfo=UTC),
        **more,
    )


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as packed:
        return packed.read(name)


def body(data: bytes) -> Any:
    return parse_xml(part(data, "word/document.xml"))[0]


def read(data: bytes, *, accept: bool) -> str:
    """Give the text after accepting or rejecting every change, as a word processor does."""
    kept, gone = (qn("w:ins"), qn("w:del")) if accept else (qn("w:del"), qn("w:ins"))
    text = ""
    for paragraph in tracked(data):
        for child in paragraph:
            if child.tag in (qn("w:r"), kept):
                text += "".join(words(child))
        mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{gone}")
        text += "" if mark is not None else "\n"
    return text[:-1]


def words(element: Any) -> Iterator[str]:
    for leaf in element.iter():
        if leaf.tag == qn("w:tab"):
            yield "\t"
        elif leaf.tag in (qn("w:t"), qn("w:delText")):
            yield leaf.text or ""


def tracked(data: bytes) -> list[Any]:
    """List the paragraphs after the legend, which ends the frame."""
    paragraphs = list(body(data).iter(qn("w:p")))
    legend = next(n for n, p in enumerate(paragraphs) if "Tracked changes:" in "".join(words(p)))
    return paragraphs[legend + 1 :]


def test_word_file_has_real_tracked_changes() -> None:
    data = redline_docx.write(document(OLD, NEW))
    assert read(data, accept=True) == NEW
    assert read(data, accept=False) == OLD
    marks = [e for e in body(data).iter() if e.tag in (qn("w:ins"), qn("w:del"))]
    assert {m.get(qn("w:author")) for m in marks} == {"Example Union"}
    assert {m.get(qn("w:date")) for m in marks} == {"2024-03-08T10:30:00Z"}
    numbers = [m.get(qn("w:id")) for m in marks]
    assert len(set(numbers)) == len(numbers) > 4
    deleted = [e for e in body(data).iter(qn("w:del")) if list(e.iter(qn("w:t")))]
    assert deleted == []


@given(texts, texts)
def test_accepting_gives_the_new_text_and_rejecting_the_old(old: str, new: str) -> None:
    data = redline_docx.write(document(old, new))
    assert read(data, accept=True) == new
    assert read(data, accept=False) == old


def test_word_file_is_the_same_each_time_and_says_nothing_of_the_machine() -> None:
    first = redline_docx.write(document(OLD, NEW, handling="For the parties only"))
    assert first == redline_docx.write(document(OLD, NEW, handling="For the parties only"))
    about = part(first, "docProps/core.xml").decode()
    assert "python-docx" not in about
    assert "2024-03-08T10:30:00Z" in about


@pytest.mark.parametrize("nasty", ["a\x00b", "a\x0bb", "\ud800", "<w:t>", "line\r\nbreak"])
def test_word_file_takes_any_text(nasty: str) -> None:
    data = redline_docx.write(document(nasty, f"{nasty} more"))
    assert read(data, accept=True).endswith(" more")


def test_page_marks_changes_in_its_text_not_by_color_alone() -> None:
    page = redline_html.write(document(OLD, NEW)).decode()
    text = re.sub(r"<[^>]+>", "", page.split('<div class="text">')[1].split("</div>")[0])
    plain = unescape(text)
    assert "[−4%−][+4.5%+]" in plain
    assert re.sub(r"\[−.*?−\]|\[\+|\+\]", "", plain, flags=re.DOTALL) == NEW
    assert re.sub(r"\[\+.*?\+\]|\[−|−\]", "", plain, flags=re.DOTALL) == OLD
    assert not re.search(r"<script|https?://|src=|url\(", page)


def test_page_escapes_text() -> None:
    page = redline_html.write(document("<script>1</script>", "{{ 7*7 }} & more")).decode()
    assert "<script>" not in page
    assert "{{ 7*7 }} &amp; more" in page


def test_page_can_lay_the_texts_beside_each_other() -> None:
    page = redline_html.write(document(OLD, NEW), side_by_side=True).decode()
    rows = re.findall(r"<tr><td>(.*?)</td><td>(.*?)</td></tr>", page, flags=re.DOTALL)
    assert rows[0] == ("Article 9", "Article 9")
    assert all("<ins>" not in left and "<del>" not in right for left, right in rows)

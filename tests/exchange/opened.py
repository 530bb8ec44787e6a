"""Opens exports the way somebody would who looks for what is hidden in them."""

import io
import re
import zipfile
from pathlib import Path

import pypdf


def everything_in(path: Path) -> str:
    """Give every text of a file: pages, metadata, members of zip files, comments, hidden parts."""
    data = path.read_bytes()
    if path.suffix == ".pdf":
        return _pdf_text(data)
    if path.suffix in {".docx", ".xlsx", ".zip"}:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = [f"{m.filename} {m.comment!r}" for m in package.infolist()]
            return " ".join(
                [
                    *members,
                    *(package.read(m).decode("utf-8", "replace") for m in members_of(package)),
                ]
            )
    return data.decode("utf-8")


def members_of(package: zipfile.ZipFile) -> list[str]:
    return package.namelist()


def _pdf_text(data: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(data))
    pages = " ".join(page.extract_text() for page in reader.pages)
    titles = " ".join(str(entry) for entry in reader.outline)
    # Words broken over two lines come out with a space in them; canaries must be found anyway.
    joined = re.sub(r"\s+", "", pages)
    return f"{pages} {joined} {titles} {reader.metadata} {reader.xmp_metadata}"

"""A column at a time gives what a record at a time gives, in both forms of flat exports."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from negotiation_tracker.exchange.neutral_cells import neutral
from negotiation_tracker.exchange.released_fields import released
from negotiation_tracker.exchange.writers import bundle, data_package
from negotiation_tracker.model.catalogue import Field
from negotiation_tracker.model.dates import ClockTime, FuzzyDate
from negotiation_tracker.model.handling import Audience
from negotiation_tracker.model.moments import utc_text
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.services.workspace import Workspace


def _hostile(dossier: Dossier) -> Dossier:
    """Give the records with texts that formats stumble over."""
    texts = (
        "=1+1",
        "'=1+1",
        " @sum",
        "-5",
        "-x",
        'a "b"\r\nc,d',
        "é\u200b=2",
        "٣",
        "+1,000.5%",
        "",
    )

    def changed(place: int, record: Record) -> Record:
        fields = [f for f in dossier.catalogue[record.table].fields if f.type == "text"]
        values = {f.name: texts[(place + n) % len(texts)] for n, f in enumerate(fields)}
        return record.replaced(**values)

    return Dossier(dossier.catalogue, (changed(n, r) for n, r in enumerate(dossier)))


def _plain(field: Field, value: Any, dossier: Dossier) -> Any:
    if value is None:
        return None
    if field.type == "ref":
        target = dossier.get(field.ref, value)
        return None if target is None else target.uid
    if isinstance(value, FuzzyDate | ClockTime):
        return value.to_json()
    if isinstance(value, datetime):
        return utc_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value


def _cells(field: Field, value: Any) -> Iterator[str]:
    if field.type != "fuzzy_date":
        yield "" if value is None else str(value).lower() if value is True else _cell(value)
        return
    for part in FuzzyDate.unknown().to_json():
        yield _cell((value or {}).get(part))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return neutral(("true" if value else "false") if isinstance(value, bool) else str(value))


def test_columns_give_what_records_give(sample: Workspace) -> None:
    seen = 0
    for dossier in (whole := sample.dossier_of_all(), _hostile(whole)):
        lines = bundle.write(dossier, Audience.ME).decode().splitlines()
        with zipfile.ZipFile(io.BytesIO(data_package.write(dossier, Audience.ME))) as package:
            tables = {n: package.read(n).decode("utf-8-sig") for n in package.namelist()}
        for kind in dossier.catalogue.kinds:
            fields = released(dossier.catalogue, kind, Audience.ME)
            records = sorted(dossier.all(kind), key=lambda r: r.uid)
            if not records or kind in bundle.LEFT_OUT:
                continue
            start = lines.index(f'"{kind}": [') + 1
            rows = list(csv.reader(io.StringIO(tables[f"{kind}.csv"], newline="")))[1:]
            assert len(rows) == len(records)
            for place, record in enumerate(records):
                plain = {f.name: _plain(f, getattr(record, f.name), dossier) for f in fields}
                text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
                assert lines[start + place].removesuffix(",") == text
                assert rows[place] == [c for f in fields for c in _cells(f, plain[f.name])]
                seen += 1
    assert seen > 1000

"""No export for an audience holds a word, an identifier or a number of what it may not see."""

from dataclasses import replace
from pathlib import Path

import pytest

from negotiation_tracker.exchange.leak_gate import Secrets, own_words
from negotiation_tracker.exchange.released_fields import for_release
from negotiation_tracker.model.errors import ExportError
from negotiation_tracker.model.handling import Audience, Handling, OptIn, Reader
from negotiation_tracker.model.record import Dossier
from negotiation_tracker.rules.visibility import may_see, visible
from negotiation_tracker.services.exports import ExportRequest, Format, export, prepare, render
from negotiation_tracker.services.workspace import Workspace
from tests.exchange.canaries import Canary, Planted
from tests.exchange.opened import everything_in

AUDIENCES = [Reader(a) for a in Audience] + [
    Reader(Audience.OWN_MEMBERS, frozenset({OptIn.PARTIES})),
    Reader(Audience.OWN_BOARD, frozenset({OptIn.PARTY, OptIn.PRIVILEGED})),
    Reader(Audience.MEDIATOR, frozenset({OptIn.TEAM})),
]


def hidden_from(ws: Workspace, planted: Planted, reader: Reader) -> list[Canary]:
    """List the canaries whose own marks keep them from a reader, by the one table of levels."""
    full = ws.dossier(planted.negotiation_id)
    reader = replace(reader, on=ws.today(), exporting=True)
    found = []
    for canary in planted.canaries:
        record = full.by_uid(canary.uid)
        if record is None or not may_see(full, record, reader):
            found.append(canary)
    return found


@pytest.mark.parametrize("file_format", list(Format))
@pytest.mark.parametrize("reader", AUDIENCES, ids=lambda r: f"{r.audience}{len(r.added) or ''}")
def test_nothing_withheld_is_in_the_file(
    planted_store: tuple[Workspace, Planted], reader: Reader, file_format: Format, tmp_path: Path
) -> None:
    ws, planted = planted_store
    target = tmp_path / f"out{file_format.suffix}"
    export(ws, ExportRequest((planted.negotiation_id,), reader, file_format, target))
    text = everything_in(target)
    hidden = hidden_from(ws, planted, reader)
    if reader.audience is not Audience.ME:
        assert len(hidden) > 100
        assert [c for c in hidden if c.word in text or c.uid in text] == []
        assert "Pat Example" not in text
    shown = [c for c in planted.canaries if c.handling is Handling.PUBLIC and c.word in text]
    assert len(shown) > 5, "the file must hold what may be seen, or this proves nothing"


def test_the_owner_gets_every_canary_back(
    planted_store: tuple[Workspace, Planted], tmp_path: Path
) -> None:
    ws, planted = planted_store
    target = tmp_path / "all.json"
    reader = Reader(Audience.ME)
    every = tuple(n.id for n in ws.negotiations())
    export(ws, ExportRequest(every, reader, Format.JSON, target))
    text = target.read_text()
    lost = [c for c in planted.canaries if c.word not in text and c.kind != "export_log"]
    assert [c.kind for c in lost] == []


@pytest.mark.parametrize("file_format", list(Format))
def test_an_export_that_was_pruned_wrongly_is_stopped_at_the_gate(
    planted_store: tuple[Workspace, Planted], file_format: Format, tmp_path: Path
) -> None:
    ws, planted = planted_store
    target = tmp_path / f"leak{file_format.suffix}"
    talks = (planted.negotiation_id,)
    owner = prepare(ws, ExportRequest(talks, Reader(Audience.ME), file_format, target))
    public = prepare(ws, ExportRequest(talks, Reader(Audience.PUBLIC), file_format, target))
    # What the owner's export holds, held against what the public may not see.
    with pytest.raises(ExportError) as caught:
        render(replace(owner, secrets=public.secrets))
    assert caught.value.code == "E42"
    assert caught.value.exit_status == 10
    assert "No file was written" in caught.value.detail
    assert not target.exists()


def test_the_gate_does_not_trust_the_pruning_it_checks(
    planted_store: tuple[Workspace, Planted],
) -> None:
    ws, planted = planted_store
    full = ws.dossier(planted.negotiation_id)
    reader = Reader(Audience.PUBLIC, on=ws.today(), exporting=True)
    note = next(c for c in planted.canaries if (c.kind, c.handling) == ("private_note", "team"))
    secrets = Secrets(full, full, reader)
    with pytest.raises(ExportError):
        secrets.check([f"… {note.word.upper()} …"])
    with pytest.raises(ExportError):
        secrets.check([f"id {note.uid}"])


def test_a_secret_in_the_name_of_the_file_is_stopped(
    planted_store: tuple[Workspace, Planted], tmp_path: Path
) -> None:
    ws, planted = planted_store
    note = next(c for c in planted.canaries if (c.kind, c.handling) == ("private_note", "team"))
    target = tmp_path / f"about {note.word}.md"
    request = ExportRequest(
        (planted.negotiation_id,), Reader(Audience.PUBLIC), Format.MARKDOWN, target
    )
    with pytest.raises(ExportError, match="confidential"):
        export(ws, request)
    assert list(tmp_path.iterdir()) == []


def test_words_of_the_program_and_of_visible_records_are_no_leak(
    planted_store: tuple[Workspace, Planted],
) -> None:
    assert {"positions", "recorded", "session", "disputed"} <= own_words()
    ws, planted = planted_store
    full = ws.dossier(planted.negotiation_id)
    reader = Reader(Audience.PUBLIC, on=ws.today(), exporting=True)
    shown = for_release(full, visible(full, reader), reader)
    secrets = Secrets(full, shown, reader)
    secrets.check(["Where the sides stand: no position recorded", "Union of Examples"])


def test_numbers_are_closed_up_where_something_is_withheld(
    planted_store: tuple[Workspace, Planted],
) -> None:
    ws, planted = planted_store
    full = ws.dossier(planted.negotiation_id)
    rest = [r for r in full if r.table != "proposal"]
    offers = [
        record.replaced(code=f"P{n}", seq_in_day=n)
        for n, record in enumerate(full.all("proposal"), 1)
    ]
    full = Dossier(full.catalogue, [*rest, *offers])
    reader = Reader(Audience.PUBLIC, on=ws.today(), exporting=True)
    shown = for_release(full, visible(full, reader), reader).all("proposal")
    assert 1 < len(shown) < len(offers)
    assert sorted(p.code for p in shown) == [f"P{n}" for n in range(1, len(shown) + 1)]
    assert sorted(p.seq_in_day for p in shown) == list(range(len(shown)))


def test_an_embargo_holds_whatever_day_the_reader_claims(
    planted_store: tuple[Workspace, Planted], tmp_path: Path
) -> None:
    ws, planted = planted_store
    late = Reader(Audience.PUBLIC)  # its day is the end of time
    request = ExportRequest((planted.negotiation_id,), late, Format.JSON, tmp_path / "x.json")
    assert prepare(ws, request).request.reader.on == ws.today()

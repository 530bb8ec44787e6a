"""Words written in room A, looked for everywhere in room B: reads, search, exports, logs."""

import io
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from negotiation_tracker.cli.call import Streams
from negotiation_tracker.cli.main import run
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.services import authorised_offers, exports, people_list, search
from negotiation_tracker.services.exports import ExportRequest, Format
from negotiation_tracker.services.record_list import EVERYTHING, LISTINGS, USUAL_ORDER
from negotiation_tracker.services.record_list import read as read_list
from negotiation_tracker.services.room_workspace import RoomWorkspace, rooms_of
from negotiation_tracker.services.search import Wanted
from negotiation_tracker.services.session_list import SessionFilter, count, page
from negotiation_tracker.services.workspace import Workspace
from tests.exchange.opened import everything_in
from tests.services.mediation import SECRETS, SHARED, Mediation, fill_room_a


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("case") / "case.negotiations"
    ws = Workspace.create(path, actor="tester")
    fill_room_a(Mediation(ws))
    ws.close()
    return path


@pytest.fixture
def desk(case: Path, tmp_path: Path) -> Iterator[Workspace]:
    path = tmp_path / "case.negotiations"
    shutil.copy(case, path)
    ws = Workspace.open(path, actor="tester")
    yield ws
    ws.close()


def _doors(desk: Workspace) -> list[RoomWorkspace]:
    """Give the doors of room A, room B and the joint room."""
    talks = desk.negotiation("MED-1").id
    return [RoomWorkspace(desk, room) for room in rooms_of(desk, talks)]


def _leaks(text: str) -> set[str]:
    folded = text.casefold()
    return {word for word in SECRETS if word.casefold() in folded}


def _reads(door: RoomWorkspace) -> Iterator[str]:
    """Give the text of every read that the services offer, whatever reader is asked for."""
    talks = door.room.negotiation_id
    for audience in (Audience.ME, Audience.MEDIATOR, Audience.OWN_TEAM, Audience.OTHER_SIDE):
        reader = Reader(audience)
        yield " ".join(str(r.values()) for r in door.dossier(talks, reader))
        for kind in LISTINGS:
            yield str(read_list(door, kind, talks, reader, EVERYTHING, USUAL_ORDER))
        yield str(page(door, talks, reader, SessionFilter()))
        book = people_list.load(door, talks, reader)
        yield str(people_list.people(book))
        for word in SECRETS:
            yield str(search.search(door, Wanted(word[:-1]), reader).rows)
    yield " ".join(str(r.values()) for r in door.dossier_of_all())
    for kind in door.catalogue.kinds:
        yield " ".join(str(r.values()) for r in door.records(kind))
        for key in range(1, 12):
            yield str(door.find(kind, key) and door.find(kind, key))
            yield str([r.values() for r in door.parts(kind, key)])
            yield str(door.record_history(kind, key))
    yield str(authorised_offers.offers(door, talks, datetime.now(UTC)))
    yield f"{door.undo_label()} {door.redo_label()} {door.trash()} {door.negotiations()}"


def test_no_read_of_another_room_knows_a_word(desk: Workspace) -> None:
    a, b, joint = _doors(desk)
    assert len(_leaks("".join(_reads(a)))) >= len(SECRETS) - 1  # all but what is in the trash
    for door in (b, joint):
        text = "".join(_reads(door))
        assert _leaks(text) == set()
        assert SHARED in text
    talks = a.room.negotiation_id
    everything = SessionFilter()
    assert [count(d, talks, Reader(Audience.ME), everything) for d in (a, b, joint)] == [2, 1, 1]


@pytest.mark.parametrize("format_", list(Format))
def test_no_export_of_another_room_holds_a_word(
    desk: Workspace, tmp_path: Path, format_: Format
) -> None:
    for place, door in enumerate(_doors(desk)):
        target = tmp_path / f"room-{place}{format_.suffix}"
        reader = Reader(Audience.ME, on=date(2026, 1, 1))
        request = ExportRequest((door.room.negotiation_id,), reader, format_, target)
        exports.export(door, request)
        found = everything_in(target)
        assert bool(_leaks(found)) is (place == 0)
        assert SHARED in found


def _command(*arguments: str) -> tuple[int, str]:
    out = io.StringIO()
    status = run(arguments, Streams(out, out, io.StringIO(), 0))
    return status, out.getvalue()


@pytest.mark.parametrize("room", ["B", "joint"])
def test_the_command_line_keeps_to_the_room(desk: Workspace, room: str) -> None:
    path = str(desk.path)
    for arguments in (
        ["list", "sessions"], ["list", "proposals"], ["list", "issues"], ["list", "people"],
        ["list", "follow-ups"], ["list", "events"], ["list", "trash"], ["show", "positions"],
        ["show", "history"], ["search", "lanternlin"], ["authorise"],
    ):  # fmt: skip
        status, found = _command(*arguments, "--store", path, "--room", room)
        assert status == 0, (arguments, found)
        assert _leaks(found) == set(), arguments
    assert "quagmireplace" in _command("list", "sessions", "--store", path, "--room", "A")[1]

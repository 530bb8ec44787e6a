"""A table at which notes are taken: artificial talks, a running session, and a hand that types."""

from datetime import UTC, datetime, timedelta

from negotiation_tracker.model.changes import Changed
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.model.record import Record
from negotiation_tracker.services import exports, live_notes, live_scene, live_sheet
from negotiation_tracker.services.live_notes import Entered
from negotiation_tracker.services.live_sheet import Sheet, SheetRow
from negotiation_tracker.services.workspace import Workspace
from tests.services.talks import Talks

NINE = datetime(2026, 3, 24, 16, 0, tzinfo=UTC)
"""Nine in the morning at the place of the talks."""
READERS = tuple(a for a in Audience if a not in (Audience.ROOM, Audience.ME))


class Table:
    """A running session of the union's note-taker; each line comes a minute after the last."""

    def __init__(self, talks: Talks, at: datetime = NINE) -> None:
        self.talks = talks
        self.ws: Workspace = talks.ws
        self.now = at
        for person, side in ((talks.pat, talks.union), (talks.sam, talks.employer)):
            talks.add("team_seat", participant_id=side, person_id=person, may_sign=True)
        self.session_id = self.ws.change(
            live_notes.START, lambda w: live_notes.start(w, talks.id, at)
        ).value
        self.load()

    def load(self) -> None:
        self.sheet: Sheet = live_sheet.load(self.ws, self.session_id)
        self.scene = live_scene.scene_of(self.sheet.known, self.now)

    def type(self, text: str, at: datetime | None = None) -> Entered:
        self.now = at or self.now + timedelta(minutes=1)
        changed: Changed[Entered] = self.ws.change(
            "Line",
            lambda w: live_notes.enter(w, self.session_id, text, self.scene, self.now),
        )
        self.scene = changed.value.scene
        self.sheet = live_sheet.refresh(self.ws, self.sheet, changed.change)
        return changed.value

    def types(self, text: str) -> None:
        for line in text.strip().splitlines():
            self.type(line.strip())

    @property
    def session(self) -> Record:
        return self.talks.get("session", self.session_id)

    @property
    def last(self) -> SheetRow:
        return self.sheet.rows[-1]

    def row(self, number: int) -> SheetRow:
        return next(row for row in self.sheet.rows if row.number == number)

    def says(self, title: str) -> dict[str, str]:
        """Give what each side says on an issue, as the panel shows it; {} when it is settled."""
        for issue in self.sheet.table:
            if issue.title == title:
                return {says.side: says.text for says in issue.says}
        return {}


def exported(ws: Workspace, request: exports.ExportRequest) -> str:
    """Give what an export in Markdown or JSON would hold."""
    return exports.render(exports.prepare(ws, request)).decode()


def history(ws: Workspace, negotiation_id: int, audience: Audience) -> str:
    request = exports.ExportRequest(
        (negotiation_id,), Reader(audience, exporting=True), exports.Format.MARKDOWN
    )
    return exported(ws, request)

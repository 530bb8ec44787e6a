"""The log of live notes as a table: lines on disk, and lines on their way there."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from negotiation_tracker.desktop.elapsed import elapsed, to_the_second
from negotiation_tracker.model.vocabulary import EntryKind
from negotiation_tracker.services.live_sheet import Sheet, SheetRow

Index = QModelIndex | QPersistentModelIndex
NUMBER, TIME, WHO, ENTRY, SUBJECT, STATE = range(6)
HEADINGS = ("No.", "Time", "Who", "Entry", "Subject", "")
ROW_ROLE = Qt.ItemDataRole.UserRole + 21
DAY_MINUTES = 24 * 60
_TONES = {"U": "union", "E": "employer", "N": "neutral"}
_ENDS = {
    EntryKind.CAUCUS_START.value: EntryKind.CAUCUS_END.value,
    EntryKind.BREAK_START.value: EntryKind.BREAK_END.value,
    EntryKind.SIDEBAR.value: "sidebar_end",
    EntryKind.OFF_RECORD_START.value: EntryKind.OFF_RECORD_END.value,
}
"""Kind of line that opens a stretch, and the kind that closes it."""


_NAMES = {
    EntryKind.CONVENE.value: "Convened",
    EntryKind.CAUCUS_START.value: "Caucus",
    EntryKind.CAUCUS_END.value: "Back from caucus",
    EntryKind.BREAK_START.value: "Break",
    EntryKind.BREAK_END.value: "Break ends",
    EntryKind.SIDEBAR.value: "Sidebar",
    "sidebar_end": "Sidebar ends",
    EntryKind.OFF_RECORD_START.value: "Off the record",
    EntryKind.OFF_RECORD_END.value: "On the record again",
    EntryKind.ADJOURN.value: "Adjourned",
}
"""Bold words of lines that say what happens rather than what is said."""


class State(StrEnum):
    """How far a line is on its way to the disk, in words for people."""

    SAVED = "saved"
    WAITING = "waiting"
    STUCK = "not saved"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Chip:
    """A coloured mark: its words, tone, and whether a lock stands before them."""

    words: str
    tone: str = "plain"
    locked: bool = False


@dataclass(frozen=True, slots=True)
class LiveRow:
    """One line of the table.

    Attributes:
        key: kind and key of the record; ("waiting", n) for a line on its way.
        number: number in the log, 0 for none.
        time, logged: when it happened, and when it was typed where that differs.
        who, tone: who spoke, and the tone of their side.
        strong: words in bold before the text.
        text: what it says, as shown; plain: the same as it is edited.
        chips: marks after the text.
        subject: issues and proposals.
        state: how far it is on its way.
        private: whether it is a private note.
        band: whether it begins or ends a stretch, or is inside one.

    """

    key: tuple[str, int]
    number: int
    time: str
    text: str
    plain: str = ""
    logged: str = ""
    who: str = ""
    tone: str = "plain"
    strong: str = ""
    chips: tuple[Chip, ...] = ()
    subject: str = ""
    state: State = State.SAVED
    private: bool = False
    band: bool = False

    def spoken(self) -> str:
        """Give the whole line in words, for a screen reader."""
        parts = (
            "private note" if self.private else "",
            self.time,
            self.who,
            f"{self.strong} {self.text}".strip(),
            *(chip.words for chip in self.chips),
            self.subject,
            self.state.value,
        )
        return ", ".join(part for part in parts if part)


def log_rows(sheet: Sheet, now: datetime | None = None) -> tuple[LiveRow, ...]:
    """Give the lines of a sheet as the table shows them; ``now`` for the running times."""
    ends = _stretches(sheet.rows)
    running = {stretch.entry_id: stretch.began for stretch in sheet.open}
    moment = now or datetime.now(UTC)
    found = []
    for row in sheet.rows:
        chips: list[Chip] = []
        if row.private:
            words = f"private · {row.mark}" if row.mark else "private"
            chips.append(Chip(words, "disputed", locked=True))
        if row.kind == "table_entry" and row.record_id in running:
            began = to_the_second(running[row.record_id], row.logged_at)
            chips.append(Chip(_running(began, moment), "alert"))
        elif row.record_id in ends and not row.private:
            chips.append(Chip(ends[row.record_id], "neutral"))
        if row.logged:
            chips.append(Chip(f"typed at {row.logged}"))
        if row.corrected_by:
            numbers = ", ".join(str(c.number) for c in row.corrected_by)
            chips.append(Chip(f"corrected by line {numbers}", "disputed"))
        found.append(_row(row, tuple(chips), State.LOCKED if sheet.locked else State.SAVED))
    return tuple(found)


def row_on_its_way(serial: int, text: str, at: datetime, state: State) -> LiveRow:
    """Give the row of a line that the store has not given back yet.

    Args:
        serial: its number among the lines on their way.
        text: as typed.
        at: when it was entered, in the zone of the table.
        state: how far it is.

    """
    chips = (Chip(state.value, "alert"),) if state is State.STUCK else ()
    return LiveRow(("waiting", serial), 0, f"{at:%H:%M}", text, chips=chips, state=state)


def _row(row: SheetRow, chips: tuple[Chip, ...], state: State) -> LiveRow:
    is_stretch = row.entry_kind in _ENDS or row.entry_kind in _ENDS.values()
    return LiveRow(
        key=(row.kind, row.record_id),
        number=row.number,
        time=row.time,
        logged=row.logged,
        who=row.who,
        tone=_TONES.get(row.side, "plain"),
        strong=_strong(row),
        text=_words(row),
        plain=row.text,
        chips=chips,
        subject=row.subject,
        state=state,
        private=row.private,
        band=not row.private and (is_stretch or bool(row.inside)),
    )


def _words(row: SheetRow) -> str:
    """Give the words of a line, without the code that stands in bold before them."""
    text = f"“{row.text}”" if row.verbatim else row.text
    if row.entry_kind == EntryKind.PROPOSAL_PASSED and row.codes:
        text = text.removeprefix(f"{row.codes[0]}: ")
    return text


def _strong(row: SheetRow) -> str:
    if row.corrects:
        return f"Correction of line {row.corrects}:"
    if row.entry_kind == EntryKind.PROPOSAL_PASSED and row.codes:
        return f"Proposal {', '.join(row.codes)} passed:"
    if not row.label:
        return ""
    words = _NAMES.get(row.entry_kind, row.label[:1].upper() + row.label[1:])
    return f"{words}:" if row.text else words


def _stretches(rows: tuple[SheetRow, ...]) -> dict[int, str]:
    """Say for each stretch that has ended when it did and how long it was."""
    found: dict[int, str] = {}
    begun: dict[str, list[SheetRow]] = {}
    for row in rows:
        if row.private:
            continue
        if row.entry_kind in _ENDS:
            begun.setdefault(_ENDS[row.entry_kind], []).append(row)
        elif begun.get(row.entry_kind):
            same = [start for start in begun[row.entry_kind] if start.who == row.who]
            start = (same or begun[row.entry_kind])[-1]
            begun[row.entry_kind].remove(start)
            minutes = _minutes(start.time, row.time)
            if minutes is not None:
                found[start.record_id] = f"until {row.time} · {minutes} min"
    return found


def _minutes(first: str, last: str) -> int | None:
    try:
        began, ended = (int(t[:2]) * 60 + int(t[3:5]) for t in (first, last))
    except ValueError:
        return None
    return (ended - began) % DAY_MINUTES


def _running(began: datetime | None, now: datetime) -> str:
    if began is None:
        return "goes on"
    return f"goes on · {elapsed(began, now)}"


class LiveLogModel(QAbstractTableModel):
    """Holds the lines; what is given anew replaces only what differs."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[LiveRow] = []
        self.editable = True

    def show_rows(self, rows: tuple[LiveRow, ...]) -> None:
        """Show these lines; equal ones at the beginning are left alone."""
        place = 0
        shared = min(len(rows), len(self._rows))
        while place < shared and rows[place].key == self._rows[place].key:
            if rows[place] != self._rows[place]:
                self._rows[place] = rows[place]
                self._changed(place)
            place += 1
        if place < len(self._rows):
            self.beginRemoveRows(QModelIndex(), place, len(self._rows) - 1)
            del self._rows[place:]
            self.endRemoveRows()
        if place < len(rows):
            self.beginInsertRows(QModelIndex(), place, len(rows) - 1)
            self._rows += rows[place:]
            self.endInsertRows()

    def row_at(self, place: int) -> LiveRow | None:
        """Give a line by its place, or None."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def rows(self) -> tuple[LiveRow, ...]:
        """Give all lines."""
        return tuple(self._rows)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return HEADINGS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return _cell(row, index.column())
        if role == Qt.ItemDataRole.EditRole:
            return row.time if index.column() == TIME else row.plain
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken()
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(row, index.column())
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        row = self.row_at(index.row())
        if row is None or not self.editable or row.state is not State.SAVED:
            return flags
        may_time = index.column() == TIME and not row.private
        if may_time or index.column() == ENTRY:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def _changed(self, place: int) -> None:
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(HEADINGS) - 1))


def _cell(row: LiveRow, column: int) -> str:
    if column == ENTRY:
        return f"{row.strong} {row.text}".strip()
    if column == STATE:
        return row.state.value
    number = str(row.number) if row.number else ""
    return {NUMBER: number, TIME: row.time, WHO: row.who, SUBJECT: row.subject}[column]


def _tip(row: LiveRow, column: int) -> str:
    if column == TIME and row.logged:
        return f"Happened {row.time}, written {row.logged}"
    if column in (WHO, SUBJECT):
        return _cell(row, column)
    return ""

"""Draws the pictures of docs/images: the real window on a fresh store with the sample in it.

Run ``bash .ci/screenshots``. Folders of the person who runs it are not touched.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QImageWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from negotiation_tracker.desktop.application import make_window
from negotiation_tracker.desktop.dialogs.export import ExportDialog
from negotiation_tracker.desktop.main_window import MainWindow
from negotiation_tracker.desktop.pages.live_notes_page import LiveNotesPage
from negotiation_tracker.desktop.pages.log_session_page import LogSessionPage
from negotiation_tracker.desktop.settings import Settings
from negotiation_tracker.desktop.theme import Scheme

T = TypeVar("T", bound=QWidget)
SIZE = (1280, 800)
TEXT = 13
PATIENCE = 60.0
MOST_BYTES = 300_000
LINES = (
    "u opens with #wages and asks to see the costs",
    "u /offer #wages 30% over 4 years",
    "/caucus e",
    "ask when the board meets",
    "/back",
    "u /package #wages 28% over 4 years; #hours six a day; #staffing two aides",
    "e /promise the costs of each year by 4/15/2031",
)
HALF = "e /counter #wages 23% over 5 years"
CODE = "LAUSD-SEIU99-2023"


def main() -> int:
    """Draw every picture into docs/images, or into the folder given."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "images"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as private:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            os.environ[name] = private
        app = QApplication([])
        app.setApplicationDisplayName("Negotiation Tracker")
        window = make_window(Settings(Path(private) / "window.ini"))
        window.theme.apply(Scheme.LIGHT, TEXT)
        window.resize(*SIZE)
        window.show()
        window.store_commands.open(Path(private) / "sample.negotiations", sample=True)
        wait(lambda: window.current == "overview" and window.tasks.idle)
        draw_all(window, folder)
        window.close()
        window.tasks.close()
    return 0


def draw_all(window: MainWindow, folder: Path) -> None:
    """Go through the pages and draw each."""
    shown = next(n.id for n in window.shown.negotiations if n.code == CODE)
    window.show_negotiation(shown)
    settle(window)
    draw(window, folder / "overview.png")

    window.show_page("sessions")
    settle(window)
    type_into(window, Qt.Key.Key_Down)
    settle(window)
    draw(window, folder / "sessions.png")

    window.show_page("log_session")
    settle(window)
    fill(window)
    settle(window)
    draw(window, folder / "log-session.png")

    page = the(LogSessionPage, window.pages["log_session"])
    page.head.clear.click()
    take_notes(window)
    draw(window, folder / "live-notes.png")

    window.commands["export"].trigger()
    wait(lambda: isinstance(QApplication.activeModalWidget(), ExportDialog))
    dialog = the(ExportDialog, QApplication.activeModalWidget())
    wait(lambda: "page" in dialog.page_count.text())
    settle(window)
    draw(dialog, folder / "export.png")
    dialog.close()


def fill(window: MainWindow) -> None:
    """Type part of a session, as somebody at the table would."""
    page = the(LogSessionPage, window.pages["log_session"])
    wait(lambda: page.form.choices is not None)
    form = page.form
    form.details.date.setFocus()
    form.details.date.selectAll()
    type_into(window, "Mon 27 Mar 2023", Qt.Key.Key_Tab, "10:00")
    form.log.text.setFocus()
    type_into(window, "Opens with the wage offer.", Qt.Key.Key_Return)
    form.add_proposal()
    type_into(window, "wages", Qt.Key.Key_Tab, "A raise", Qt.Key.Key_Tab, "25% over 5 years")


def take_notes(window: MainWindow) -> None:
    """Start a session and type some lines, the last without Enter."""
    window.commands["live_notes"].trigger()
    wait(lambda: isinstance(window.pages.get("live_notes"), LiveNotesPage))
    page = the(LiveNotesPage, window.pages["live_notes"])
    wait(lambda: page.sheet is not None and page.outbox.scene is not None)
    for line in LINES:
        type_into(window, line, Qt.Key.Key_Return)
        wait(lambda: not page.outbox.busy and window.tasks.idle)
    type_into(window, HALF)
    settle(window)


def type_into(window: QWidget, *keys: str | Qt.Key) -> None:
    """Send text and keys to whatever has the focus."""
    for key in keys:
        target = QApplication.focusWidget() or window
        if isinstance(key, str):
            QTest.keyClicks(target, key)
        else:
            QTest.keyClick(target, key)
        QApplication.processEvents()


def the(kind: type[T], widget: QWidget | None) -> T:
    """Give a widget that must be of a kind."""
    if not isinstance(widget, kind):
        sys.exit(f"there is no {kind.__name__}")
    return widget


def draw(widget: QWidget, path: Path) -> None:
    """Save the picture of a window, small enough for a README."""
    wait(lambda: True)
    picture = widget.grab().toImage()
    writer = QImageWriter(str(path), QByteArray(b"png"))
    writer.setCompression(100)
    writer.write(picture)
    size = path.stat().st_size
    if size > MOST_BYTES:
        sys.exit(f"{path.name} has {size} bytes; {MOST_BYTES} are the most")
    sys.stdout.write(f"{path.name} {picture.width()}×{picture.height()}, {size // 1000} kB\n")


def settle(window: MainWindow) -> None:
    """Wait until the store has nothing to do and its answers are on the screen."""
    for _ in range(2):
        wait(lambda: window.tasks.idle)


def wait(done: Callable[[], bool]) -> None:
    """Let the window work until something is so."""
    end = time.monotonic() + PATIENCE
    while True:
        for _ in range(5):
            QApplication.processEvents()
            time.sleep(0.01)
        if done():
            return
        if time.monotonic() > end:
            sys.exit("the window did not get there")


if __name__ == "__main__":
    sys.exit(main())

"""Takes positions and moves out of the window: files and the clipboard, for one audience.

What is drawn is worked out again as it may leave the program, and in light colours, whatever the
window shows.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFont, QGuiApplication, QPainter
from PySide6.QtWidgets import QFileDialog, QWidget

from negotiation_tracker.desktop.pictures import (
    Draw,
    PictureFormat,
    file_of,
    image,
    paper_colours,
)
from negotiation_tracker.desktop.tasks import Tasks
from negotiation_tracker.desktop.theme import BODY_SIZE
from negotiation_tracker.desktop.widgets.matrix_drawing import Ink, MatrixPicture
from negotiation_tracker.desktop.widgets.moves_drawing import (
    MovesDrawing,
    Span,
    Style,
    whole_span,
)
from negotiation_tracker.model.fuzzy_dates import short_date
from negotiation_tracker.model.handling import AUDIENCE_LABELS
from negotiation_tracker.rules.matrix import known_words
from negotiation_tracker.services.moves_chart import MovesChart, moves_chart
from negotiation_tracker.services.position_exports import (
    MatrixFormat,
    Released,
    Shown,
    default_name,
    export_matrix,
    put_in_place,
    release,
)
from negotiation_tracker.services.workspace import Workspace

CHART = QSize(900, 440)
_NO_NUMBERS = "There are no numbers to draw for this audience."
Say = Callable[[str], None]


class PositionPictures:
    """Asks where to, makes the file, and says where it is.

    Args:
        owner: widget that dialogs belong to.
        tasks: the way to the store.
        say: tells in the status bar what was done.

    """

    def __init__(self, owner: QWidget, tasks: Tasks, say: Say) -> None:
        self._owner = owner
        self._tasks = tasks
        self._say = say

    # ---- the grid

    def save_matrix(self, shown: Shown, form: MatrixFormat | PictureFormat) -> None:
        """Save the grid as a workbook, a sheet or a picture."""
        words = {"xlsx": "Excel workbook", "pdf": "PDF sheet"}.get(str(form), "Picture")
        self._ask(
            shown, "positions", f".{form}", words, lambda to: self.put_matrix(shown, form, to)
        )

    def put_matrix(self, shown: Shown, form: MatrixFormat | PictureFormat, target: Path) -> None:
        """Write the grid to a file."""
        if isinstance(form, MatrixFormat):
            self._tasks.read(lambda ws: export_matrix(ws, shown, form, target), self._saved)
            return

        def draw(released: Released) -> None:
            made = matrix_picture(released, shown)
            title = f"Positions, {released.page.negotiation.title}"
            data = file_of(form, made.draw, QSize(int(made.width), int(made.height)), title)
            texts = _matrix_texts(released)
            self._tasks.read(
                lambda ws: put_in_place(ws, shown, released, target, data, texts), self._saved
            )

        self._tasks.read(lambda ws: release(ws, shown), draw)

    # ---- the chart

    def save_chart(
        self, shown: Shown, issue_id: int, span: Span | None, form: PictureFormat
    ) -> None:
        """Save the chart of the moves on an issue."""
        self._ask(
            shown,
            "moves",
            f".{form}",
            form.words,
            lambda to: self.put_chart(shown, issue_id, span, form, to),
        )

    def put_chart(
        self, shown: Shown, issue_id: int, span: Span | None, form: PictureFormat, target: Path
    ) -> None:
        """Write the chart to a file."""

        def draw(found: tuple[Released, MovesChart | None]) -> None:
            released, chart = found
            if chart is None:
                self._say(_NO_NUMBERS)
                return
            data = file_of(form, _draw(chart, span), CHART, chart.sentence)
            texts = _chart_texts(chart)
            self._tasks.read(
                lambda ws: put_in_place(ws, shown, released, target, data, texts), self._saved
            )

        self._tasks.read(lambda ws: _charted(ws, shown, issue_id), draw)

    def copy_chart(self, shown: Shown, issue_id: int, span: Span | None) -> None:
        """Copy the chart to the clipboard."""

        def draw(found: tuple[Released, MovesChart | None]) -> None:
            chart = found[1]
            if chart is None:
                self._say(_NO_NUMBERS)
                return
            QGuiApplication.clipboard().setImage(image(_draw(chart, span), CHART))
            self._say("Chart copied as a picture")

        self._tasks.read(lambda ws: _charted(ws, shown, issue_id), draw)

    # ---- both

    def _ask(
        self, shown: Shown, what: str, suffix: str, words: str, then: Callable[[Path], None]
    ) -> None:
        def ask(name: str) -> None:
            picked, _ = QFileDialog.getSaveFileName(
                self._owner, f"Save {words}", str(Path.home() / name), f"{words} (*{suffix})"
            )
            if picked:
                target = Path(picked)
                then(target if target.suffix else target.with_suffix(suffix))

        self._tasks.read(lambda ws: default_name(ws, shown, what, suffix), ask)

    def _saved(self, target: Path) -> None:
        self._say(f"Saved {target.name} in {target.parent}")


def _charted(ws: Workspace, shown: Shown, issue_id: int) -> tuple[Released, MovesChart | None]:
    """Work out the chart as it may leave the program; None when it has no numbers then."""
    released = release(ws, shown)
    chart = moves_chart(released.page, issue_id)
    if chart is None or not chart.drawable:
        return released, None
    released.secrets.check(_chart_texts(chart))
    return released, chart


def matrix_picture(released: Released, shown: Shown) -> MatrixPicture:
    """Lay the grid out as a picture."""
    page = released.page
    about = (
        f"As of {short_date(page.as_of.day, weekday=True)}, {known_words(page.known_by)}. "
        f"For: {AUDIENCE_LABELS[shown.reader.audience]}."
    )
    ink = Ink(paper_colours(), _font(), BODY_SIZE)
    return MatrixPicture(page.matrix, str(page.negotiation.title), about, ink)


def _draw(chart: MovesChart, span: Span | None) -> Draw:
    style = Style(paper_colours(), _font(), grounded=True)

    def draw(painter: QPainter, area: QRectF) -> None:
        MovesDrawing(chart, area, span or whole_span(chart), style).draw(painter)

    return draw


def _font() -> QFont:
    font = QFont(QGuiApplication.font())
    font.setPixelSize(BODY_SIZE)
    return font


def _chart_texts(chart: MovesChart) -> list[str]:
    texts = [chart.issue, chart.sentence, chart.midpoint, chart.gap]
    texts += [band.words for band in chart.bands]
    for track in chart.tracks:
        texts += [track.name, *(mark.label for mark in track.marks)]
    return texts


def _matrix_texts(released: Released) -> list[str]:
    page = released.page
    texts = [str(page.negotiation.title), *page.matrix.participants]
    for row in page.matrix.rows:
        cells = (*row.positions, row.gap, row.movement, row.status)
        texts += [row.issue, row.place, *(cell.text for cell in cells)]
    return texts

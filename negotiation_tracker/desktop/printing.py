"""Puts pages that are already drawn on paper."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget


def ask_printer(owner: QWidget, title: str) -> QPrinter | None:
    """Ask for a printer, US letter and upright at first; None when the person changed their mind.

    The print job is named after the kind of sheet, so that a print queue shows nothing of what is
    in it.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)  # the pages bring their own margins
    dialog = QPrintDialog(printer, owner)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, on=True)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


def print_pages(printer: QPrinter, pages: Sequence[bytes]) -> bool:
    """Print pages given as PNG pictures, those chosen in the dialog; False when it failed."""
    first, last = printer.fromPage() or 1, printer.toPage() or len(pages)
    chosen = [QImage.fromData(page) for page in pages[first - 1 : last]]
    if not chosen or any(image.isNull() for image in chosen):
        return False
    painter = QPainter()
    if not painter.begin(printer):
        return False
    for number, image in enumerate(chosen):
        if number and not printer.newPage():
            painter.end()
            return False
        _fit(painter, printer, image)
    return bool(painter.end())


def _fit(painter: QPainter, printer: QPrinter, image: QImage) -> None:
    paper = printer.pageLayout().fullRectPixels(printer.resolution())
    scale = min(paper.width() / image.width(), paper.height() / image.height())
    width, height = image.width() * scale, image.height() * scale
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF((paper.width() - width) / 2, 0, width, height), image)

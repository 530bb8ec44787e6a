"""The style sheet: cards, chips, bars, navigation, and fields with a visible focus.

Widgets ask for a look by the dynamic property ``look`` ("card", "chip", "title", …) and chips for
a ``tone``; see the rules below for the names.
"""

from collections.abc import Mapping
from string import Template

TONES = ("union", "employer", "neutral", "good", "disputed", "alert", "plain")

_RULES = Template("""
QWidget[look="page"], QScrollArea[look="page"] { background: $window; border: none; }
QFrame[look="frame"] { background: $window; border: none; }
QFrame[look="frame"][filtered="true"] { background: $filtered; }
QFrame[look="frame"][room="first"] { background: $union; }
QFrame[look="frame"][room="second"] { background: $employer; }
QFrame[look="frame"][room="further"] { background: $good; }
QFrame[look="frame"][room="joint"] { background: $neutral; }
QFrame[look="rooms"] { background: $raised; border: none; border-bottom: 1px solid $border; }
QPushButton[filtered="true"] { color: $filtered; font-weight: 600; }
QFrame[look="cover"] { background: $window; border: none; }
QFrame[look="live"] { background: $good; border: none; max-height: 3px; min-height: 3px; }
QFrame[look="bar"] { background: $surface; border: none; border-bottom: 1px solid $border; }
QFrame[look="side"] { background: $raised; border: none; border-right: 1px solid $border; }
QFrame[look="card"] { background: $surface; border: 1px solid $border; border-radius: 8px; }
QFrame[look="card"] QLabel, QFrame[look="bar"] QLabel, QFrame[look="side"] QLabel {
  background: transparent; }
QDialog { background: $surface; }
QDialogButtonBox QPushButton { qproperty-icon: none; }
QFrame[look="popup"] { background: $surface; border: 1px solid $field_border; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $raised; }
QCalendarWidget QToolButton { border: 2px solid transparent; background: transparent;
  padding: 3px 6px; font-weight: 600; }
QCalendarWidget QToolButton:hover { background: $hover; }
QCalendarWidget QToolButton:focus { border: 2px solid $focus; padding: 3px 6px; }
QCalendarWidget QTableView, QCalendarWidget QTableView:focus { border: none; border-radius: 0px; }
QCalendarWidget QTableView::item { padding: 0px; }
QFrame[look="inset"] { background: $raised; border: 1px solid $border; border-radius: 8px; }
QFrame[look="inset"] QLabel { background: transparent; border: none; }
QFrame[look="desk"], QWidget[look="desk"] { background: $plain_soft; border: none; }
QFrame[look="desk"] QLabel { background: transparent; }
QFrame[look="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QLabel[look="app"] { font-size: ${app_size}px; font-weight: 600; }
QLabel[look="title"] { font-size: ${title_size}px; font-weight: 600; }
QLabel[look="heading"] { font-weight: 600; }
QLabel[look="secondary"] { color: $secondary; font-size: ${small_size}px; }
QLabel[look="label"] { color: $secondary; font-size: ${small_size}px; font-weight: 600; }
QLabel[look="number"] { font-size: ${number_size}px; font-weight: 600; }
QLabel[look="words"] { font-size: ${words_size}px; font-weight: 600; }
QLabel[look="error"] { color: $error; font-size: ${small_size}px; }
QLabel[look="strong"] { font-weight: 600; }
QLabel[look="note"] { border-radius: 5px; padding: 2px 6px; font-size: ${small_size}px; }
QLabel[look="linklike"] { color: $link; font-size: ${small_size}px; }
QWidget[look="inside"] { background: transparent; }
QFrame[look="card"] QWidget[look="inside"] { background: $surface; }
QPushButton[look="chip"] { border: 2px solid transparent; border-radius: 9px; padding: 1px 8px;
  font-size: ${small_size}px; font-weight: 600; }
QPushButton[look="chip"]:focus { border: 2px solid $focus; padding: 1px 8px; }
QToolButton[look="small"] { border: 1px solid transparent; background: transparent; padding: 3px; }
QToolButton[look="small"]:hover { background: $hover; }
QToolButton[look="small"]:focus { border: 1px solid $focus; padding: 3px; }
QLabel[look="chip"] { border-radius: 9px; padding: 2px 8px; font-size: ${small_size}px;
  font-weight: 600; }
QPushButton, QToolButton { border: 1px solid $field_border; border-radius: 6px;
  background: $surface; color: $text; padding: 5px 12px; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed { background: $selected; }
QToolButton:checked { background: $selected; color: $on_selected; border-color: $accent; }
QPushButton:focus, QToolButton:focus { border: 2px solid $focus; padding: 4px 11px; }
QPushButton:disabled, QToolButton:disabled { color: $secondary; border-color: $border; }
QPushButton[look="primary"] { background: $accent; border-color: $accent; color: $on_accent;
  font-weight: 600; }
QPushButton[look="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[look="primary"]:disabled { background: $border; border-color: $border;
  color: $secondary; }
QPushButton[look="primary"]:focus { border: 2px solid $text; }
QPushButton[look="quiet"], QToolButton[look="quiet"] { border: 1px solid transparent;
  background: transparent; }
QPushButton[look="quiet"]:hover, QToolButton[look="quiet"]:hover { background: $hover; }
QPushButton[look="quiet"]:focus, QToolButton[look="quiet"]:focus { border: 2px solid $focus; }
QPushButton[look="room"] { border: 1px solid $border; border-radius: 12px; padding: 4px 12px;
  background: $surface; font-weight: 600; }
QPushButton[look="room"]:hover { background: $hover; }
QPushButton[look="room"]:checked { background: $selected; color: $on_selected;
  border-color: $accent; }
QPushButton[look="room"]:focus { border: 2px solid $focus; padding: 3px 11px; }
QPushButton[look="link"] { border: 1px solid transparent; background: transparent; color: $link;
  padding: 0px 2px; text-align: left; text-decoration: underline; }
QPushButton[look="link"]:focus { border: 1px solid $focus; border-radius: 3px; }
QPushButton[look="nav"] { border: 2px solid transparent; border-radius: 6px; text-align: left;
  padding: 6px 8px; background: transparent; color: $text; }
QPushButton[look="nav"]:hover { background: $hover; }
QPushButton[look="nav"]:checked { background: $selected; color: $on_selected; font-weight: 600; }
QPushButton[look="nav"]:disabled { color: $secondary; }
QPushButton[look="nav"]:focus { border: 2px solid $focus; }
QToolButton[look="switch"] { text-align: left; background: $surface; padding: 8px 10px; }
QToolButton::menu-indicator { image: none; }
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {
  border: 1px solid $field_border; border-radius: 6px; background: $surface; color: $text;
  placeholder-text-color: $secondary; padding: 4px 8px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
  border: 2px solid $focus; padding: 3px 7px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 18px;
  subcontrol-origin: border; background: transparent; margin: 2px; }
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-arrow { image: url("$up"); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url("$arrow"); width: 10px; height: 10px; }
QLineEdit[problem="true"], QPlainTextEdit[problem="true"], QComboBox[problem="true"] {
  border: 2px solid $error; padding: 3px 7px; }
QLineEdit[look="inline"], QComboBox[look="inline"], QPlainTextEdit[look="inline"] {
  border-color: transparent; background: transparent; }
QLineEdit[look="inline"]:hover, QComboBox[look="inline"]:hover,
QPlainTextEdit[look="inline"]:hover { border-color: $field_border; }
QLineEdit[look="inline"]:focus, QComboBox[look="inline"]:focus,
QPlainTextEdit[look="inline"]:focus { border: 2px solid $focus; background: $surface; }
QCheckBox { spacing: 7px; background: transparent; }
QCheckBox::indicator, QAbstractItemView::indicator { width: 14px; height: 14px;
  border: 1px solid $field_border; border-radius: 3px; background: $surface; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { background: $accent;
  border-color: $accent; image: url("$check"); }
QCheckBox::indicator:focus { border: 2px solid $focus; width: 12px; height: 12px; }
QCheckBox:disabled, QRadioButton:disabled { color: $secondary; }
QRadioButton { spacing: 7px; background: transparent; border: 2px solid transparent;
  border-radius: 4px; padding: 1px 2px; margin-left: -4px; }
QRadioButton:focus { border-color: $focus; }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid $field_border;
  border-radius: 8px; background: $surface; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid $accent;
  background: $surface; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { image: url("$arrow"); width: 10px; height: 10px; }
QTableView, QTreeView, QListView { background: $surface; border: 1px solid $border;
  border-radius: 8px; gridline-color: $line; selection-background-color: $selected;
  selection-color: $on_selected; outline: none; }
QTableView:focus, QTreeView:focus, QListView:focus { border: 2px solid $focus; }
QComboBox QAbstractItemView, QComboBox QAbstractItemView:focus { background: $surface;
  color: $text; border: 1px solid $field_border; border-radius: 0px;
  selection-background-color: $selected; selection-color: $on_selected; outline: none; }
QTableView::item { padding: 0px 5px; }
QTableCornerButton::section { background: $surface; border: none;
  border-bottom: 1px solid $border; }
QTableView[look="inside"], QListView[look="inside"] { border: none; border-radius: 0; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $secondary; border: none;
  border-bottom: 1px solid $border; padding: 6px 8px; font-weight: 600;
  font-size: ${small_size}px; }
QStatusBar { background: $surface; border-top: 1px solid $border; }
QStatusBar::item { border: none; }
QMenuBar { background: $surface; color: $text; }
QMenuBar::item { padding: 4px 8px; background: transparent; }
QMenuBar::item:selected { background: $selected; color: $on_selected; border-radius: 4px; }
QMenu { background: $surface; color: $text; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 24px; border-radius: 4px; }
QMenu::item:selected { background: $selected; color: $on_selected; }
QMenu::item:disabled { color: $secondary; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QToolTip { background: $surface; color: $text; border: 1px solid $border; padding: 4px; }
QScrollArea { border: none; background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; border: none; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; border: none; }
QScrollBar::handle { background: $scroll; border-radius: 4px; margin: 1px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $field_border; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: transparent; }
QSlider { min-height: 22px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $scroll; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -6px 0; border-radius: 8px;
  background: $surface; border: 2px solid $accent; }
QSlider::handle:horizontal:hover { background: $hover; }
QSlider::handle:horizontal:focus { background: $focus; border: 2px solid $text; }
QSlider::sub-page:horizontal:disabled { background: $scroll; }
""")

_TONE = Template("""
QLabel[tone="$tone"] { color: $ink; background: $soft; }
QFrame[look="card"] QLabel[tone="$tone"] { color: $ink; background: $soft; }
QPushButton[look="chip"][tone="$tone"] { color: $ink; background: $soft; }
""")


def style_sheet(colours: Mapping[str, str], size: int, arrow: str, up: str, check: str) -> str:
    """Write the style sheet for a theme and a body text size in pixels.

    Args:
        colours: colours by role, as in resources/themes.
        size: body text in pixels; the other sizes follow from it.
        arrow: file of the arrow of drop-down fields.
        up: file of the same arrow, upwards.
        check: file of the tick of boxes.

    """
    rules = _RULES.substitute(
        colours,
        arrow=arrow,
        up=up,
        check=check,
        small_size=max(10, size - 1),
        app_size=size + 1,
        title_size=size + 6,
        number_size=size + 9,
        words_size=size + 5,
    )
    tones = [
        _TONE.substitute(tone=tone, ink=colours[tone], soft=colours[f"{tone}_soft"])
        for tone in TONES
    ]
    return rules + "".join(tones)

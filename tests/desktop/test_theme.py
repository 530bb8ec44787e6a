"""Text can be read in both themes, and both give every role a colour."""

import pytest
from PySide6.QtGui import QColor

from negotiation_tracker.desktop.style_sheet import TONES
from negotiation_tracker.desktop.theme import read_theme
from negotiation_tracker.paths import resources_folder

READABLE = 4.5
VISIBLE = 3.0
TEXT_ON = (
    ("text", "window"),
    ("text", "surface"),
    ("text", "raised"),
    ("text", "hover"),
    ("secondary", "window"),
    ("secondary", "surface"),
    ("secondary", "raised"),
    ("secondary", "selected"),
    ("link", "surface"),
    ("link", "window"),
    ("error", "surface"),
    ("error", "window"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_selected", "selected"),
    ("filtered", "surface"),
    *((tone, f"{tone}_soft") for tone in TONES),
)
SHAPES_ON = (("field_border", "surface"), ("focus", "surface"), ("focus", "window"))


def theme(name: str) -> dict[str, str]:
    return read_theme(resources_folder() / "themes" / f"{name}.toml")


def luminance(colour: str) -> float:
    found = QColor(colour)
    parts = (found.redF(), found.greenF(), found.blueF())
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return float(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_as_defined() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), TEXT_ON)
def test_text_has_enough_contrast(name: str, ink: str, paper: str) -> None:
    colours = theme(name)
    assert contrast(colours[ink], colours[paper]) >= READABLE


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), SHAPES_ON)
def test_frames_and_focus_can_be_seen(name: str, ink: str, paper: str) -> None:
    colours = theme(name)
    assert contrast(colours[ink], colours[paper]) >= VISIBLE


def test_both_themes_have_the_same_roles() -> None:
    assert theme("light").keys() == theme("dark").keys()

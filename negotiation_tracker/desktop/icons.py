"""Icons from resources/icons; their one colour stands out on light and on dark alike."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtGui import QIcon

from negotiation_tracker.paths import resources_folder


def icon_path(name: str) -> Path:
    """Give the file of an icon.

    Raises:
        FileNotFoundError: there is no icon of this name.

    """
    path = resources_folder() / "icons" / f"{name}.svg"
    if not path.is_file():
        raise FileNotFoundError(f"there is no icon {name}")
    return path


@lru_cache(maxsize=64)
def icon(name: str) -> QIcon:
    """Give an icon by name; FileNotFoundError when there is none."""
    return QIcon(str(icon_path(name)))


def app_icon() -> QIcon:
    """Give the icon of the program."""
    return icon("app")

"""Where things are: the user's folders, and the files shipped with the program."""

from pathlib import Path

from negotiation_tracker import folders
from negotiation_tracker.folders import APP_NAME, STORE_SUFFIX, STORE_VARIABLE

__all__ = [
    "APP_NAME",
    "STORE_SUFFIX",
    "STORE_VARIABLE",
    "config_folder",
    "data_folder",
    "default_store",
    "log_folder",
    "resources_folder",
    "runtime_folder",
    "seed_folder",
]


def data_folder() -> Path:
    """Give the folder for the user's stores and backups."""
    return Path(folders.user_folder("data"))


def config_folder() -> Path:
    """Give the folder for window geometry and recent files."""
    return Path(folders.user_folder("config"))


def log_folder() -> Path:
    """Give the folder for the log file."""
    return Path(folders.user_folder("log"))


def runtime_folder() -> Path:
    """Give the folder for locks; without one of the session (ssh, sudo) one of the user."""
    return Path(folders.runtime_folder())


def default_store() -> Path:
    """Give the store to open when none is named.

    The environment variable ``NEGOTIATION_TRACKER_STORE`` comes before the data folder.
    """
    return Path(folders.default_store())


def resources_folder() -> Path:
    """Find the shipped resources, in a checkout or in an installed wheel."""
    return _shipped("resources")


def seed_folder() -> Path:
    """Find the shipped sample, in a checkout or in an installed wheel."""
    return _shipped("seed_data")


def _shipped(name: str) -> Path:
    package = Path(__file__).resolve().parent
    for candidate in (package / name, package.parent / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"the folder {name} of this installation is missing; reinstall it")

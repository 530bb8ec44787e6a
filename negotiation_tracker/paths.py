"""Where things are: the user's folders, and the files shipped with the program."""

import os
import sys
from pathlib import Path

APP_NAME = "negotiation-tracker"
STORE_VARIABLE = "NEGOTIATION_TRACKER_STORE"
STORE_SUFFIX = ".negotiations"


def data_folder() -> Path:
    """Give the folder for the user's stores and backups."""
    import platformdirs

    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))


def config_folder() -> Path:
    """Give the folder for window geometry and recent files."""
    import platformdirs

    return Path(platformdirs.user_config_dir(APP_NAME, appauthor=False))


def log_folder() -> Path:
    """Give the folder for the log file."""
    import platformdirs

    return Path(platformdirs.user_log_dir(APP_NAME, appauthor=False))


def runtime_folder() -> Path:
    """Give the folder for locks; without one of the session (ssh, sudo) one of the user."""
    import platformdirs

    if sys.platform == "linux" and not os.environ.get("XDG_RUNTIME_DIR"):
        return Path(platformdirs.user_state_dir(APP_NAME, appauthor=False)) / "locks"
    return Path(platformdirs.user_runtime_dir(APP_NAME, appauthor=False))


def default_store() -> Path:
    """Give the store to open when none is named.

    The environment variable ``NEGOTIATION_TRACKER_STORE`` comes before the data folder.
    """
    named = os.environ.get(STORE_VARIABLE)
    return Path(named) if named else data_folder() / f"store{STORE_SUFFIX}"


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

"""The user's folders as text, found without a library wherever that is plain.

platformdirs knows every system, and importing it takes as long as starting Python. On Linux the
answer mostly stands in the environment (XDG Base Directory Specification 0.8), so it is read from
there; anything unusual is left to platformdirs. A test holds the two together.
"""

import os
import sys

APP_NAME = "negotiation-tracker"
STORE_VARIABLE = "NEGOTIATION_TRACKER_STORE"
STORE_SUFFIX = ".negotiations"

_XDG = {
    "data": ("XDG_DATA_HOME", "/.local/share", ""),
    "config": ("XDG_CONFIG_HOME", "/.config", ""),
    "log": ("XDG_STATE_HOME", "/.local/state", "/log"),
    "state": ("XDG_STATE_HOME", "/.local/state", ""),
    "cache": ("XDG_CACHE_HOME", "/.cache", ""),
}


def user_folder(kind: str) -> str:
    """Give the program's folder for "data", "config", "log", "state" or "cache"."""
    variable, otherwise, below = _XDG[kind]
    if sys.platform == "linux" and "ANDROID_ROOT" not in os.environ:
        named, home = os.environ.get(variable, ""), os.environ.get("HOME", "")
        base = named or home.rstrip("/") + otherwise
        if base[0] == "/" and (named or home[:1] == "/"):
            return f"{base.rstrip('/')}/{APP_NAME}{below}"
    import platformdirs

    found: str = getattr(platformdirs, f"user_{kind}_dir")(APP_NAME, appauthor=False)
    return found


def default_store() -> str:
    """Give the store to open when none is named.

    The environment variable ``NEGOTIATION_TRACKER_STORE`` comes before the data folder.
    """
    named = os.environ.get(STORE_VARIABLE)
    return named or f"{user_folder('data')}/store{STORE_SUFFIX}"


def runtime_folder() -> str:
    """Give the folder for locks; without one of the session (ssh, sudo) one of the user."""
    if sys.platform == "linux":
        named = os.environ.get("XDG_RUNTIME_DIR", "")
        if not named:
            return f"{user_folder('state')}/locks"
        if named[0] == "/" and _is_private(named):
            return f"{named}/{APP_NAME}"
    import platformdirs

    return platformdirs.user_runtime_dir(APP_NAME, appauthor=False)


def _is_private(folder: str) -> bool:
    try:
        facts = os.lstat(folder)
    except OSError:
        return False
    return facts.st_uid == os.geteuid() and facts.st_mode & 0o177777 == 0o040700

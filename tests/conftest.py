"""What every test stands on: no screen, and no folder of the person who runs the tests."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Before any test module imports Qt. A test that needs a real display starts its own process.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Build machines are slow now and then; that is not a failure of the program.
settings.register_profile("tracker", deadline=None, print_blob=True)
settings.load_profile("tracker")

PRIVATE_FOLDERS = (
    "XDG_DATA_HOME",
    "XDG_CONFIG_HOME",
    "XDG_CACHE_HOME",
    "XDG_STATE_HOME",
    "XDG_DOCUMENTS_DIR",
    "XDG_RUNTIME_DIR",
)


@pytest.fixture(autouse=True)
def private_folders(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Send data, settings, caches, logs and the default store of this test to a folder of its own.

    The folder is not `tmp_path`, so that a test may count the files in that one.
    """
    home = tmp_path_factory.mktemp("home")
    for name in PRIVATE_FOLDERS:
        folder = home / name.removeprefix("XDG_").lower()
        folder.mkdir(mode=0o700)
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setenv("NEGOTIATION_TRACKER_STORE", str(home / "default.store"))
    monkeypatch.delenv("NEGOTIATION_TRACKER_COMMAND", raising=False)
    return home

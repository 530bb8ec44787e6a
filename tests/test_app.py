"""What starts: the window, the command line, or the main job where there is no display."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from negotiation_tracker import app, logs

PROGRAM = (sys.executable, "-m", "negotiation_tracker")
ROOT = Path(__file__).resolve().parents[1]


def without_display() -> dict[str, str]:
    gone = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return {name: value for name, value in os.environ.items() if name not in gone}


def start(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = without_display() | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [*PROGRAM, *arguments], env=env, cwd=cwd, capture_output=True, text=True, timeout=180,
        check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], (False, None)),
        (["window"], (True, None)),
        (["--store", "a.negotiations"], (False, "a.negotiations")),
        (["--store=a.negotiations"], (False, "a.negotiations")),
        (["window", "--store", "a.negotiations"], (True, "a.negotiations")),
        (["--store", "a.negotiations", "window"], (True, "a.negotiations")),
    ],
)
def test_these_ask_for_a_window(given: list[str], expected: tuple[bool, str | None]) -> None:
    request = app.window_request(given)
    assert request is not None
    by_name, store = request
    assert by_name is expected[0]
    if expected[1] is not None:
        assert store == expected[1]


@pytest.mark.parametrize(
    "given", [["seed"], ["--help"], ["--store", "a", "list", "sessions"], ["window", "--what"]]
)
def test_everything_else_goes_to_the_command_line(given: list[str]) -> None:
    assert app.window_request(given) is None


@pytest.mark.slow
def test_a_window_asked_for_by_name_without_a_display_is_refused_in_a_sentence(
    tmp_path: Path,
) -> None:
    done = start("window", cwd=tmp_path)
    assert done.returncode == app.NO_WINDOW
    assert done.stderr.count("\n") == 1
    assert "no display" in done.stderr
    assert "--help" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_nothing_heavy_is_imported_before_the_first_paint(tmp_path: Path) -> None:
    script = f"""
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from negotiation_tracker.desktop.application import make_window
from negotiation_tracker.desktop.settings import Settings
app = QApplication(["x"])
window = make_window(Settings(Path({str(tmp_path / "w.ini")!r})))
window.painted.connect(app.quit)
window.show()
app.exec()
heavy = ("sqlmodel", "sqlalchemy", "pydantic", "alembic", "typst", "xlsxwriter", "jinja2")
print([name for name in heavy if name in sys.modules])
window.tasks.close()
"""
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", script], env=env, capture_output=True, text=True, timeout=120,
        check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"


def test_the_log_holds_types_and_places_and_no_words() -> None:
    secret = "what Pat Example said"
    with pytest.raises(ValueError, match=secret) as caught:
        int(secret)
    details = logs.technical_details(caught.value)
    assert "ValueError" in details
    assert "test_app.py" in details
    assert secret not in details


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert logs.log_to(blocked / "below") is None

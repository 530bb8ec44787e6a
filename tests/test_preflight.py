"""The check that speaks before Qt would abort."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from negotiation_tracker import preflight
from negotiation_tracker.preflight import Missing, display_problem, install_line, qt_platform

LINUX_ONLY = pytest.mark.skipif(sys.platform != "linux", reason="only Linux is looked at")
GONE = Missing("libnowhere-example.so.7", "libnowhere7")


@pytest.mark.parametrize(
    ("env", "platform"),
    [
        ({}, ""),
        ({"DISPLAY": ":0"}, "xcb"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "wayland"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "xcb"),
        (
            {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0", "XDG_SESSION_TYPE": "wayland"},
            "wayland",
        ),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "offscreen"),
        ({"QT_QPA_PLATFORM": "wayland-egl;xcb"}, "wayland"),
        ({"QT_QPA_PLATFORM": "offscreen:enable_fonts"}, "offscreen"),
        ({"DISPLAY": "", "QT_QPA_PLATFORM": ""}, ""),
    ],
)
def test_platform_is_the_one_qt_will_use(env: dict[str, str], platform: str) -> None:
    assert qt_platform(env) == platform


@LINUX_ONLY
def test_names_the_library_that_does_not_load_and_its_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(preflight, "ALWAYS", (Missing("libc.so.6", "libc6"), GONE))
    assert preflight.missing_libraries("offscreen") == [GONE]


@LINUX_ONLY
def test_only_the_platform_in_use_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight, "ALWAYS", ())
    monkeypatch.setattr(preflight, "PER_PLATFORM", {"xcb": (GONE,), "wayland": ()})
    assert preflight.missing_libraries("xcb") == [GONE]
    assert preflight.missing_libraries("wayland") == []
    assert preflight.missing_libraries("offscreen") == []


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_other_systems_lack_nothing(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(preflight, "ALWAYS", (GONE,))
    assert preflight.missing_libraries("xcb") == []
    assert display_problem({}) is None


def test_install_line_names_each_package_once() -> None:
    twice = [GONE, Missing("libother-example.so.1", "libother1"), GONE]
    assert install_line(twice) == (
        "sudo apt-get install -y --no-install-recommends libnowhere7 libother1"
    )
    assert install_line([]) == ""


def test_library_problem_is_one_text_with_what_and_how() -> None:
    text = preflight.library_problem([GONE])
    assert text is not None
    assert "1 system library is missing: libnowhere-example.so.7." in text
    assert text.endswith(install_line([GONE]))
    assert preflight.library_problem([]) is None


@LINUX_ONLY
def test_no_display_names_the_command_line() -> None:
    text = display_problem({})
    assert text is not None
    assert text.startswith("There is no display here")
    assert "negotiation-tracker --help" in text


@LINUX_ONLY
def test_advice_names_the_command_that_was_typed() -> None:
    text = display_problem({"NEGOTIATION_TRACKER_COMMAND": "bash .ci/launch"})
    assert text is not None
    assert "bash .ci/launch --help" in text
    assert "negotiation-tracker" not in text


@LINUX_ONLY
def test_platforms_without_a_screen_need_no_display() -> None:
    assert display_problem({"QT_QPA_PLATFORM": "offscreen"}) is None


@LINUX_ONLY
def test_unknown_platform_is_named() -> None:
    text = display_problem({"QT_QPA_PLATFORM": "cardboard", "DISPLAY": ":0"})
    assert text is not None
    assert "“cardboard”" in text


@LINUX_ONLY
@pytest.mark.parametrize(
    "env",
    [
        {"DISPLAY": ":7919"},
        {"QT_QPA_PLATFORM": "xcb", "DISPLAY": "not a display"},
        {"WAYLAND_DISPLAY": "wayland-7919", "XDG_RUNTIME_DIR": "/nowhere"},
    ],
)
def test_display_that_does_not_answer_is_a_sentence(env: dict[str, str]) -> None:
    text = display_problem(env)
    assert text is not None
    assert "does not answer" in text


@LINUX_ONLY
def test_wayland_display_that_answers_is_accepted(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "w"))
        server.listen()
        env = {"WAYLAND_DISPLAY": "w", "XDG_RUNTIME_DIR": str(tmp_path)}
        assert display_problem(env) is None


@LINUX_ONLY
@pytest.mark.xvfb
@pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="xvfb-run is not installed")
def test_x11_display_that_answers_is_accepted() -> None:
    program = (
        "import os; from negotiation_tracker.preflight import display_problem;"
        "print(display_problem(os.environ))"
    )
    env = {key: value for key, value in os.environ.items() if key != "QT_QPA_PLATFORM"}
    command = ["xvfb-run", "-a", sys.executable, "-c", program]
    root = Path(__file__).parents[1]
    result = subprocess.run(
        command, cwd=root, env=env, capture_output=True, text=True, timeout=60, check=True
    )
    assert result.stdout == "None\n"


def test_loads_nothing_but_the_standard_library() -> None:
    program = (
        "import sys; before = set(sys.modules); import negotiation_tracker.preflight;"
        "new = {name.split('.')[0] for name in set(sys.modules) - before};"
        "print(sorted(new - set(sys.stdlib_module_names)))"
    )
    root = Path(__file__).parents[1]
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert result.stdout == "['negotiation_tracker']\n"

"""Says what this machine lacks for a window, before Qt is imported and would abort.

Standard library only. The two lists were proven on bare Debian 12 and 13: the first is needed by
every Qt program, even one without a screen, the others by the plugin that talks to the display.
Only Linux is looked at, because elsewhere the Qt packages bring all they need.

Run as a script it prints the missing Debian packages, one a line; `.ci/setup` uses that.
"""

import ctypes
import os
import socket
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Missing(NamedTuple):
    """A shared library that cannot be loaded, and the Debian/Ubuntu package that brings it."""

    soname: str
    package: str


ALWAYS = (
    Missing("libGL.so.1", "libgl1"),
    Missing("libEGL.so.1", "libegl1"),
    Missing("libglib-2.0.so.0", "libglib2.0-0"),
    Missing("libfontconfig.so.1", "libfontconfig1"),
    Missing("libdbus-1.so.3", "libdbus-1-3"),
    Missing("libxkbcommon.so.0", "libxkbcommon0"),
)
PER_PLATFORM: Mapping[str, tuple[Missing, ...]] = {
    "xcb": (
        Missing("libxcb-cursor.so.0", "libxcb-cursor0"),
        Missing("libxcb-icccm.so.4", "libxcb-icccm4"),
        Missing("libxcb-keysyms.so.1", "libxcb-keysyms1"),
        Missing("libxcb-shape.so.0", "libxcb-shape0"),
        Missing("libxcb-xkb.so.1", "libxcb-xkb1"),
        Missing("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    ),
    "wayland": (
        Missing("libwayland-client.so.0", "libwayland-client0"),
        Missing("libwayland-cursor.so.0", "libwayland-cursor0"),
        Missing("libwayland-egl.so.1", "libwayland-egl1"),
    ),
}
NO_SCREEN_NEEDED = frozenset(
    {"offscreen", "minimal", "minimalegl", "vnc", "linuxfb", "eglfs", "vkkhrdisplay"}
)


def qt_platform(env: Mapping[str, str]) -> str:
    """Name the Qt platform that will be used: xcb, wayland, offscreen …, or "" without a display.

    Follows Qt's own order: QT_QPA_PLATFORM if set (its first entry, options cut off), else Wayland
    in a Wayland session or where there is no X11 display, else X11.
    """
    asked = env.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0].strip().lower()
    if asked:
        return "wayland" if asked.startswith("wayland") else asked
    has_wayland = bool(env.get("WAYLAND_DISPLAY"))
    if has_wayland and (env.get("XDG_SESSION_TYPE") == "wayland" or not env.get("DISPLAY")):
        return "wayland"
    return "xcb" if env.get("DISPLAY") else ""


def missing_libraries(platform: str) -> list[Missing]:
    """List the system libraries that a Qt platform (see `qt_platform`) needs and that do not load.

    Empty on systems other than Linux. An unknown platform is held to what every program needs.
    """
    if sys.platform != "linux":
        return []
    needed = ALWAYS + PER_PLATFORM.get(platform, ())
    return [library for library in needed if not _loads(library.soname)]


def install_line(missing: Sequence[Missing]) -> str:
    """Give the Debian/Ubuntu command that installs what is missing; "" if nothing is."""
    if not missing:
        return ""
    packages = dict.fromkeys(library.package for library in missing)
    return "sudo apt-get install -y --no-install-recommends " + " ".join(packages)


def library_problem(missing: Sequence[Missing]) -> str | None:
    """Say in words which libraries are missing and how to get them; None if nothing is."""
    if not missing:
        return None
    names = ", ".join(library.soname for library in missing)
    what = "system libraries are" if len(missing) > 1 else "system library is"
    return (
        f"The window cannot open because {len(missing)} {what} missing: {names}. "
        f"On Debian or Ubuntu run: {install_line(missing)}"
    )


def display_problem(env: Mapping[str, str]) -> str | None:
    """Say why no window can appear with this environment, and what works instead; None if it can.

    A display that is named is also tried, because Qt aborts on one that does not answer. An X11
    display is tried with the access rights of this process (its XAUTHORITY).
    """
    if sys.platform != "linux":
        return None
    platform = qt_platform(env)
    if not platform:
        return f"There is no display here, so the window cannot open. {_instead(env)}"
    if platform in NO_SCREEN_NEEDED:
        return None
    if platform == "wayland":
        name = env.get("WAYLAND_DISPLAY") or "wayland-0"
        answers = _wayland_answers(Path(env.get("XDG_RUNTIME_DIR", "")) / name)
    elif platform == "xcb":
        name = env.get("DISPLAY", "")
        answers = _x11_answers(name)
    else:
        return (
            f"QT_QPA_PLATFORM asks for “{platform}”, which this program's Qt does not have. "
            "Unset it, or use xcb, wayland or offscreen."
        )
    if answers:
        return None
    return f"The display “{name}” does not answer, so the window cannot open. {_instead(env)}"


def command_name(env: Mapping[str, str]) -> str:
    """Name the command that started this program, so that advice can be typed as it stands.

    `.ci/launch` passes its own in NEGOTIATION_TRACKER_COMMAND; an installed program has its name.
    """
    return env.get("NEGOTIATION_TRACKER_COMMAND") or "negotiation-tracker"


def _instead(env: Mapping[str, str]) -> str:
    command = command_name(env)
    return (
        f"The command line works without one: {command} --help lists what it can do. "
        "For the window, start it from a desktop session or over ssh -X; "
        f"to run it on an invisible screen: xvfb-run -a {command}"
    )


def _loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def _x11_answers(display: str) -> bool:
    """Tell whether the X server lets us in, asking the library that Qt asks."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # missing_libraries() names what is absent; do not blame the display as well
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(os.fsencode(display), None)
    failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not failed


def _wayland_answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(str(path))
        except OSError:
            return False
    return True


def _print_packages(arguments: Sequence[str]) -> None:
    """Write the packages missing for the platforms named, one a line."""
    missing = [library for platform in arguments for library in missing_libraries(platform)]
    for package in dict.fromkeys(library.package for library in missing):
        sys.stdout.write(package + "\n")


if __name__ == "__main__":
    _print_packages(sys.argv[1:])

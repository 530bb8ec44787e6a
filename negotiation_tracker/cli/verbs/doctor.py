"""`doctor`: versions, paths, health of the store, and what is missing for the window."""

import os
import platform
from importlib import metadata
from typing import Any

from negotiation_tracker import __version__, logs, paths, preflight
from negotiation_tracker.cli import layout
from negotiation_tracker.cli.arguments import Parser, add_json, add_store, command
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.wording import counted, moment
from negotiation_tracker.services import backups
from negotiation_tracker.services.health import StoreHealth, sqlite_version, store_health

PACKAGES = (
    "PySide6-Essentials",
    "sqlmodel",
    "SQLAlchemy",
    "alembic",
    "platformdirs",
    "typst",
    "XlsxWriter",
    "Jinja2",
)
MISSING = 3
HISTORY_DIFFERS = 12
_NOT_INSTALLED = "not installed"


def describe(parser: Parser) -> None:
    """Add the arguments of `doctor`."""
    add_store(parser)
    add_json(parser)
    parser.epilog = (
        "Changes nothing and sends nothing. Exit status 0 when all is well, also without a\n"
        "display or a store yet; that of the store's message when the store is not well; 3 when\n"
        "a package or a system library is missing."
    )


def run(call: Call) -> int:
    """Look at everything and say what was found."""
    health = store_health(call.store_path)
    packages = _packages()
    libraries = preflight.missing_libraries(preflight.qt_platform(os.environ) or "xcb")
    display = preflight.display_problem(os.environ)
    if call.wants_json:
        call.write_json(
            "doctor",
            {
                "versions": _versions() | packages,
                "paths": _paths(call),
                "store": _health_form(health),
                "display": display,
                "missing_libraries": [library.soname for library in libraries],
                "install": preflight.install_line(libraries) or None,
            },
        )
    else:
        layout.heading(call, f"Negotiation Tracker {__version__}")
        layout.values(call, list((_versions() | packages).items()))
        layout.section(call, "Where things are")
        layout.values(call, list(_paths(call).items()))
        layout.section(call, "Store")
        layout.bullets(call, _health_lines(health), "")
        layout.section(call, "Window")
        layout.bullets(call, [display or "A display answers."], "")
        problem = preflight.library_problem(libraries)
        layout.bullets(call, [problem or "No system library is missing."], "")
    return _status(health, bool(libraries), _NOT_INSTALLED in packages.values())


def _status(health: StoreHealth, libraries_missing: bool, package_missing: bool) -> int:
    if health.problem is not None:
        return health.problem.exit_status
    if health.faults:
        return HISTORY_DIFFERS
    return MISSING if libraries_missing or package_missing else 0


def _versions() -> dict[str, str]:
    return {
        "Python": platform.python_version(),
        "SQLite": sqlite_version(),
        "System": f"{platform.system()} {platform.release()} {platform.machine()}".strip(),
    }


def _packages() -> dict[str, str]:
    found = {}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = _NOT_INSTALLED
    return found


def _paths(call: Call) -> dict[str, str]:
    return {
        "Store": str(call.store_path),
        "Backups": str(backups.folder(call.store_path)),
        "Data": str(paths.data_folder()),
        "Settings": str(paths.config_folder()),
        "Log": str(paths.log_folder() / logs.LOG_NAME),
        "Resources": str(paths.resources_folder()),
        "Sample": str(paths.seed_folder()),
    }


def _health_lines(health: StoreHealth) -> list[str]:
    last = moment(health.last_backup) if health.last_backup else "none yet"
    if not health.exists:
        return [f"There is none yet; {command()} seed makes one with the sample in it."]
    if health.problem is not None:
        return [f"{health.problem.code}: {health.problem.sentence()}", f"Last backup: {last}"]
    records = counted(health.records, "record", "records")
    lines = [f"Nothing is wrong: {records}, schema {health.schema_version}."]
    if health.faults:
        lines = [f"E60: the history does not match the records: {f}" for f in health.faults]
    if not health.writable:
        lines.append("It can be read but not changed (E10).")
    return [*lines, f"Last backup: {last}"]


def _health_form(health: StoreHealth) -> dict[str, Any]:
    return {
        "exists": health.exists,
        "problem": health.problem.sentence() if health.problem else None,
        "code": health.problem.code if health.problem else None,
        "faults": list(health.faults),
        "records": health.records if health.exists and health.problem is None else None,
        "writable": health.writable,
        "schema_version": health.schema_version,
        "last_backup": health.last_backup.isoformat() if health.last_backup else None,
    }

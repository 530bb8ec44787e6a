"""What a person would use instead, whole processes: the same sessions out of the same data.

Left out where a program is not installed; docs/performance.md has the lines that install them.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.bench import Bench, Row, environment, output, program
from benchmarks.goals import Result
from benchmarks.rows.start import Starts
from negotiation_tracker.exchange.sheets import Sheet
from negotiation_tracker.exchange.writers.workbook import write_sheets
from negotiation_tracker.services.bench_data import LAST

# The columns of `list sessions`; day and mediator as they stand in the store.
SHEET = (
    "SELECT n.code, substr(s.date, 1, 10) AS day, s.kind, s.status, s.place, p.name AS mediator, "
    "(SELECT count(*) FROM proposal q WHERE q.session_id = s.id) AS proposals, "
    "substr(s.uid, 1, 8) AS ref FROM session s JOIN negotiation n ON n.id = s.negotiation_id "
    "LEFT JOIN mediator_engagement e ON e.id = s.engagement_id LEFT JOIN person p "
    "ON p.id = e.person_id WHERE s.deleted_at IS NULL ORDER BY n.code, s.date, s.id"
)
# As JSON the program gives whole records.
RECORDS = (
    "SELECT s.*, n.code, n.title, n.uid AS talks FROM session s JOIN negotiation n "
    "ON n.id = s.negotiation_id WHERE s.deleted_at IS NULL ORDER BY n.code, s.date, s.id"
)
FOUND = (
    "SELECT r.kind, r.record_id FROM search_text CROSS JOIN search_row r "
    "ON r.id = search_text.rowid WHERE search_text MATCH 'mediation' "
    "ORDER BY search_text.rowid DESC LIMIT 50"
)
_DISPLAY = ":97"
_LONGEST = 60.0


class Whole:
    """Compares whole processes, ours and a peer's."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.env = environment(bench.stores.scratch)
        self.store = str(bench.stores.path(bench.sessions))

    def ours(self, *arguments: str) -> bytes:
        """Run the program on the store."""
        return output(program(*arguments, "--store", self.store), self.env)

    def compare(
        self, key: str, name: str, ours: Callable[[], bytes], peer: Callable[[], bytes]
    ) -> Result:
        """Compare two processes that give as many lines, but for heads and the form of JSON."""
        mine, theirs = len(ours().splitlines()), len(peer().splitlines())
        if "json" not in key and abs(mine - theirs) > 3:
            raise AssertionError(f"{key}: {mine} lines against {theirs}")
        found = self.bench.harness.compare(ours, peer, warm=False)
        return self.bench.result(key, name, found, "s")


def missing(bench: Bench, key: str, name: str, tool: str) -> Result | None:
    """Give the line for a tool that is not there; None when it is."""
    return None if shutil.which(tool) else bench.skipped(key, name, f"{tool} is not installed")


def sqlite3_shell(bench: Bench) -> Iterator[Result]:
    """G18 and P6: SQLite's own command line, all of it C."""
    names = (("G18", "list of all sessions ÷ sqlite3 -csv"), ("P6 json", "as JSON ÷ sqlite3 -json"))
    whole = Whole(bench)
    for (key, name), option in zip(names, ("-csv", "-json"), strict=True):
        absent = missing(bench, key, name, "sqlite3")
        if absent is not None:
            yield absent
            continue
        own = ("list", "sessions", *(("--json",) if option == "-json" else ()))
        sql = RECORDS if option == "-json" else SHEET
        command = ["sqlite3", "-readonly", option, whole.store, sql]

        def ours(own: tuple[str, ...] = own) -> bytes:
            return whole.ours(*own)

        def peer(command: list[str] = command) -> bytes:
            return output(command, whole.env)

        yield whole.compare(key, name, ours, peer)


def sqlite_utils(bench: Bench) -> Iterator[Result]:
    """P4: sqlite-utils."""
    whole = Whole(bench)
    for key, own, asked in (
        ("P4 csv", ("list", "sessions"), (SHEET, "--csv")),
        ("P4 json", ("list", "sessions", "--json"), (RECORDS,)),
        ("P4 search", ("search", "mediation", "--limit", "50"), (FOUND, "--csv")),
    ):
        name = f"{' '.join(own)} ÷ sqlite-utils"
        absent = missing(bench, key, name, "sqlite-utils")
        if absent is not None:
            yield absent
            continue

        def ours(own: tuple[str, ...] = own) -> bytes:
            return whole.ours(*own)

        def peer(asked: tuple[str, ...] = asked) -> bytes:
            return output(["sqlite-utils", "query", whole.store, *asked], whole.env)

        yield whole.compare(key, name, ours, peer)


def datasette(bench: Bench) -> Iterator[Result]:
    """P5: Datasette, asked for one page."""
    whole = Whole(bench)
    copy = bench.stores.copy(bench.sessions).rename(bench.stores.scratch / "peer.db")
    for key, own, sql in (
        ("P5 csv", ("list", "sessions"), SHEET),
        ("P5 search", ("search", "mediation", "--limit", "50"), FOUND),
    ):
        name = f"{' '.join(own)} ÷ datasette --get"
        absent = missing(bench, key, name, "datasette")
        if absent is not None:
            yield absent
            continue
        command = ["datasette", str(copy), "--setting", "max_returned_rows", "10000000",
                   "--setting", "sql_time_limit_ms", "60000",
                   "--get", f"/peer.csv?sql={sql.replace(' ', '+')}"]  # fmt: skip

        def ours(own: tuple[str, ...] = own) -> bytes:
            return whole.ours(*own)

        def peer(command: list[str] = command) -> bytes:
            return output(command, whole.env)

        yield whole.compare(key, name, ours, peer)


def workbook(bench: Bench) -> Path:
    """Give the list of sessions as a workbook, as somebody would keep it instead."""
    target = bench.stores.scratch / f"sessions-{bench.sessions}.xlsx"
    if not target.exists():
        rows = bench.raw(bench.stores.path(bench.sessions)).execute(SHEET).fetchall()
        heads = ("talks", "day", "kind", "status", "place", "mediator", "proposals", "ref")
        target.write_bytes(write_sheets([Sheet("Sessions", heads, tuple(rows))], "Sessions", LAST))
    return target


def office(bench: Bench) -> Iterator[Result]:
    """P1: LibreOffice turning the workbook with the same list into CSV, and into PDF."""
    size = bench.size
    names = {
        f"P1 csv {size}": "list of all sessions ÷ LibreOffice xlsx to csv",
        f"P1 pdf {size}": "PDF history of the largest talks ÷ LibreOffice xlsx to pdf",
    }
    whole = Whole(bench)
    # The history of 500 sessions is that of the largest talks of a store with 1,000.
    large = str(bench.stores.path(1000)) if bench.sessions == 500 else whole.store
    history = program(
        "export", "-", "--format", "pdf", "--audience", "me", "--negotiation", "BENCH-1",
        "--store", large,
    )  # fmt: skip
    works = {"csv": partial(whole.ours, "list", "sessions"), "pdf": partial(_run, whole, history)}
    for (key, name), (form, ours) in zip(names.items(), works.items(), strict=True):
        if form == "pdf" and bench.sessions > 500:
            continue
        absent = missing(bench, key, name, "soffice")
        if absent is not None:
            yield absent
            continue
        found = bench.harness.compare(ours, partial(convert, bench, form), warm=False)
        yield bench.result(key, name, found, "s")


def _run(whole: Whole, command: list[str]) -> bytes:
    return output(command, whole.env)


def convert(bench: Bench, form: str) -> bytes:
    """Let LibreOffice convert the workbook."""
    folder = bench.stores.scratch
    command = [
        "soffice", "--headless", f"-env:UserInstallation=file://{folder}/office", "--convert-to",
        form, "--outdir", str(folder), str(workbook(bench)),
    ]  # fmt: skip
    output(command, environment(folder))
    made = workbook(bench).with_suffix(f".{form}")
    data = made.read_bytes()
    made.unlink()
    return data


def windows(bench: Bench) -> Iterator[Result]:
    """P2 and P3: opening the record in a window on a virtual screen."""
    opening = f"P2 open {bench.size}"
    name = "window with the sessions ÷ LibreOffice Calc"
    for tool in ("soffice", "Xvfb", "xdotool"):
        absent = missing(bench, opening, name, tool)
        if absent is not None:
            yield absent
            return
    screen = subprocess.Popen(
        ["Xvfb", _DISPLAY, "-screen", "0", "1400x900x24"], stderr=subprocess.DEVNULL
    )
    try:
        time.sleep(1.0)
        store = bench.stores.path(bench.sessions)
        starts = Starts(bench, {"DISPLAY": _DISPLAY, "QT_QPA_PLATFORM": "xcb"})

        def mine() -> float:
            return starts.ours(store, "sessions", "rows")

        found = bench.harness.compare(mine, lambda: calc(bench), warm=False)
        yield bench.result(opening, name, found, "s")
        browser = "window with the sessions ÷ DB Browser for SQLite"
        absent = missing(bench, "P3 window", browser, "sqlitebrowser")
        if absent is not None:
            yield absent
            return
        command = ["sqlitebrowser", "-R", str(store)]
        found = bench.harness.compare(mine, lambda: mapped(bench, command, store.name), warm=False)
        yield bench.result("P3 window", browser, found, "s")
    finally:
        screen.terminate()
        screen.wait()


def calc(bench: Bench) -> float:
    """Open the workbook in Calc; gives seconds until its window is there."""
    command = [
        "soffice", f"-env:UserInstallation=file://{bench.stores.scratch}/office", "--norestore",
        "--nologo", "--calc", str(workbook(bench)),
    ]  # fmt: skip
    return mapped(bench, command, workbook(bench).name)


def mapped(bench: Bench, command: list[str], title: str) -> float:
    """Start a program; gives seconds until a window with a title is on the screen."""
    env = {**environment(bench.stores.scratch), "DISPLAY": _DISPLAY, "QT_QPA_PLATFORM": "xcb"}
    begun = time.monotonic()
    process = subprocess.Popen(
        command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    search = ["xdotool", "search", "--onlyvisible", "--name", title.partition(".")[0]]
    try:
        while subprocess.run(search, env=env, capture_output=True, check=False).returncode:
            if time.monotonic() - begun > _LONGEST:
                raise AssertionError(f"{command[0]} showed no window")
            time.sleep(0.01)
        return time.monotonic() - begun
    finally:
        os.killpg(process.pid, 9)
        process.wait()


ROWS = (
    Row("G18", "peers", sqlite3_shell, largest=100_000),
    Row("P1", "peers", office, largest=100_000),
    Row("P2", "peers", windows, largest=100_000),
    Row("P4", "peers", sqlite_utils, largest=100_000),
    Row("P5", "peers", datasette, largest=100_000),
)

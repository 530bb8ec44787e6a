"""Forks writers that log sessions for real, kills them in mid-save, and counts what is lost.

Run as a script: ``kill_writer.py STORE KILLS SEED``; prints one line of JSON.
"""

import json
import os
import random
import signal
import sqlite3
import sys
import time
from datetime import date
from pathlib import Path

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.record import RecordWriter
from negotiation_tracker.services.workspace import Workspace
from negotiation_tracker.store import checking
from tests.store import talks


def write(path: Path, key: int, pipe: int) -> None:
    """Log sessions with lines until killed; acknowledge each only when it is saved."""
    ws = Workspace.open(path, actor="Pat Example")
    os.write(pipe, b"ready\n")
    while True:

        def verb(writer: RecordWriter) -> str:
            session = writer.insert(
                "session", negotiation_id=key, date=FuzzyDate.day(date(2026, 1, 5))
            )
            for number in range(5):
                writer.insert("table_entry", session_id=session.id, seq=number, text="words " * 40)
            return session.uid

        uid = ws.change("Log session", verb).value
        os.write(pipe, f"{uid}\n".encode())


def acknowledged(pipe: int) -> list[str]:
    """Drain what the dead writer had said was saved."""
    with os.fdopen(pipe, "rb") as stream:
        lines = stream.read().split(b"\n")
    return [line.decode() for line in lines[:-1] if line and line != b"ready"]


def faults_of(path: Path, promised: set[str]) -> list[str]:
    """Say what is lost, half there, or damaged."""
    db = sqlite3.connect(path)
    stored = dict(
        db.execute(
            "SELECT s.uid, count(e.id) FROM session s LEFT JOIN table_entry e "
            "ON e.session_id = s.id GROUP BY s.id"
        ).fetchall()
    )
    db.close()
    faults = [f"lost {uid}" for uid in promised if uid not in stored]
    faults += [f"half there {uid}" for uid, lines in stored.items() if lines != 5]
    return faults + list(checking.check(path).faults)


def main(path: Path, kills: int, seed: int) -> None:
    """Kill so many writers and report."""
    ws = Workspace.create(path)
    key = talks.begin(ws)
    ws.close()
    chance = random.Random(seed)
    promised: set[str] = set()
    hot = 0
    faults: list[str] = []
    for _ in range(kills):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            write(path, key, writing)
        os.close(writing)
        os.read(reading, 6)
        time.sleep(min(chance.expovariate(1 / 0.08), 0.4))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        hot += path.with_name(path.name + "-journal").exists()
        promised.update(acknowledged(reading))
        faults += faults_of(path, promised)
    sys.stdout.write(json.dumps({"acknowledged": len(promised), "hot": hot, "faults": faults}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))

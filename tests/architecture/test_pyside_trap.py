"""PySide6 6.12 on Python 3.11 kills the process after some 570 signals; the pins keep it away."""

import subprocess
import sys

EMISSIONS = 5_000

PROGRAM = f"""
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

class Bell(QObject):
    rung = Signal(bool)

app = QCoreApplication([])
bell = Bell()
heard = []
bell.rung.connect(heard.append)
for _ in range({EMISSIONS}):
    bell.rung.emit(True)

def ignore(value):
    pass

for _ in range({EMISSIONS}):
    bell.rung.connect(ignore)
    bell.rung.disconnect(ignore)

for _ in range({EMISSIONS}):
    QTimer.singleShot(0, bell, lambda: heard.append(None))
while len(heard) < {2 * EMISSIONS}:
    app.processEvents()
print(heard.count(True), heard.count(None))
"""


def test_process_survives_thousands_of_signals_and_timers() -> None:
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60, check=False
    )
    assert (result.returncode, result.stdout) == (0, f"{EMISSIONS} {EMISSIONS}\n"), result.stderr

"""A process killed in mid-save loses nothing it had acknowledged, and leaves nothing half."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = 50


@pytest.mark.faults
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork and no SIGKILL")
def test_fifty_kills_lose_nothing_acknowledged(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    result = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.faults.kill_writer",
            str(tmp_path / "k.store"),
            str(KILLS),
            "7",
        ],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert result.returncode == 0, result.stderr[-2000:]
    report = json.loads(result.stdout)
    assert report["faults"] == []
    assert report["acknowledged"] > KILLS // 2
    assert report["hot"] > 0, "no kill came in mid-save, so the test proves nothing"

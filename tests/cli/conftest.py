"""A command line to call in-process, and a store with the sample that every test may spoil."""

import io
import os
import shutil
from pathlib import Path

import pytest

from negotiation_tracker.cli.call import Streams
from negotiation_tracker.cli.main import run
from negotiation_tracker.services import seeds
from negotiation_tracker.services.workspace import Workspace
from tests.cli.calling import Cli, Outcome


@pytest.fixture
def cli() -> Cli:
    """Run one command line in this process: ``cli("list", "sessions", width=80)``."""

    def call(*arguments: str, stdin: str = "", width: int = 0) -> Outcome:
        out, err = io.StringIO(), io.StringIO()
        status = run(arguments, Streams(out, err, io.StringIO(stdin), width))
        return Outcome(status, out.getvalue(), err.getvalue())

    return call


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seed a store once."""
    path = tmp_path_factory.mktemp("sample") / "sample.negotiations"
    workspace = Workspace.create(path)
    seeds.load(workspace)
    workspace.close()
    return path


@pytest.fixture
def sample(sample_file: Path, private_folders: Path) -> Path:
    """Put a fresh copy of the seeded store where the default one is."""
    path = Path(os.environ["NEGOTIATION_TRACKER_STORE"])
    shutil.copyfile(sample_file, path)
    return path


@pytest.fixture
def talks(cli: Cli, private_folders: Path) -> Path:
    """Start a store of artificial talks, the only negotiation in it."""
    path = Path(os.environ["NEGOTIATION_TRACKER_STORE"])
    assert cli("new", "store").status == 0
    made = cli(
        "new", "negotiation", "--union", "Union of Examples", "--employer", "Sample District",
        "--code", "EX-1", "--issue", "Wages", "--issue", "Hours",
        "--set", "opened=1 Mar 2024", "--zone", "America/Los_Angeles",
    )  # fmt: skip
    assert made.status == 0, made.err
    return path

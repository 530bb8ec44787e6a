"""A new store for each test, copied from one made once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from negotiation_tracker.services.workspace import Workspace


@pytest.fixture(scope="session")
def blank_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a store nothing has open and nobody changes."""
    path = tmp_path_factory.mktemp("blank") / "blank.negotiations"
    Workspace.create(path).close()
    return path


@pytest.fixture
def store_file(blank_store: Path, tmp_path: Path) -> Path:
    """Give a store of this test's own."""
    path = tmp_path / "talks.negotiations"
    shutil.copyfile(blank_store, path)
    path.chmod(0o600)
    return path


@pytest.fixture
def ws(store_file: Path) -> Iterator[Workspace]:
    """Give an open workspace on a store of this test's own."""
    workspace = Workspace.open(store_file, actor="Pat Example")
    yield workspace
    workspace.close()

"""Artificial talks on a store of each test's own, copied from one made once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from negotiation_tracker.services.workspace import Workspace
from tests.services.talks import Talks


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("blank") / "blank.negotiations"
    Workspace.create(path).close()
    return path


@pytest.fixture
def ws(blank: Path, tmp_path: Path) -> Iterator[Workspace]:
    path = tmp_path / "t.negotiations"
    shutil.copyfile(blank, path)
    path.chmod(0o600)
    workspace = Workspace.open(path, actor="Pat Example")
    yield workspace
    workspace.close()


@pytest.fixture
def talks(ws: Workspace) -> Talks:
    return Talks(ws)

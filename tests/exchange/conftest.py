"""Stores to export from: one full of canary words, one with the shipped sample."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from negotiation_tracker.services import seeds
from negotiation_tracker.services.workspace import Workspace
from tests.exchange.canaries import Planted, plant


@pytest.fixture(scope="module")
def planted_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, Planted]]:
    path = tmp_path_factory.mktemp("planted") / "planted.negotiations"
    workspace = Workspace.create(path, actor="Pat Example")
    yield workspace, plant(workspace)
    workspace.close()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    path = tmp_path_factory.mktemp("sample") / "sample.negotiations"
    workspace = Workspace.create(path, actor="Pat Example")
    seeds.load(workspace)
    yield workspace
    workspace.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Workspace]:
    workspace = Workspace.create(tmp_path / "empty.negotiations", actor="Pat Example")
    yield workspace
    workspace.close()

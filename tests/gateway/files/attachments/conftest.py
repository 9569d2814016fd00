from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gateway.files.storage.folder import Folder
from runtime.database import Database
from tests.gateway import answers
from tests.gateway.doubles import DENGLIANG, Gateway
from tests.gateway.files.attachments.desk import Desk, a_gateway

OpenDatabase = Callable[[str], Database]


@pytest.fixture
def database(migrated_database: OpenDatabase) -> Database:
    """The gateway's."""
    return migrated_database("gateway")


@pytest.fixture
def gateway(database: Database, tmp_path: Path) -> Gateway:
    """A gateway with one stored appeal that every caller may see and handle."""
    made = a_gateway(database, Folder(tmp_path / "kept"), tmp_path)
    desk_of(made).knows(answers.an_appeal())
    desk_of(made).tracks(
        replace(answers.a_tracked_appeal(), id=answers.APPEAL, community=DENGLIANG)
    )
    return made


def desk_of(gateway: Gateway) -> Desk:
    """The service behind the routes."""
    assert isinstance(gateway.services, Desk)
    return gateway.services

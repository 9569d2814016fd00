from __future__ import annotations

import fcntl
from pathlib import Path

from tests.keys import KEY
from tests.servers.processes import linli

_DEPLOYED = {
    "LINLI_AMQP_URI": "amqp://nobody@127.0.0.1:1/none",
    "LINLI_SIGNING_PUBLIC_KEY": "5e" * 32,
    "LINLI_ENCRYPTION_KEYS": KEY,
}


def test_a_deployed_service_without_a_database_does_not_start() -> None:
    """A file of its own would look like an empty register."""
    done = linli("serve", "appeals-intake", "street", settings=_DEPLOYED)

    assert done.returncode == 2
    assert "LINLI_APPEALS_DATABASE_URL, LINLI_STREET_DATABASE_URL" in done.stderr
    assert "GATEWAY" not in done.stderr


def test_a_gateway_without_what_it_signs_with_does_not_start() -> None:
    """Every request of everybody would be refused by the services."""
    url = {"LINLI_GATEWAY_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
    done = linli("serve", "gateway", settings=_DEPLOYED | url)

    assert done.returncode == 2
    assert "LINLI_SECRET and LINLI_SIGNING_KEY" in done.stderr


def test_a_data_folder_is_served_by_one_process(tmp_path: Path) -> None:
    """Two on one embedded broker would each lose what the other one has taken."""
    with (tmp_path / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        done = linli("serve", settings={"LINLI_DATA_DIR": str(tmp_path)})

    assert done.returncode == 1
    assert f"another process serves the data folder {tmp_path}" in done.stderr
    assert not (tmp_path / "street.db").exists()

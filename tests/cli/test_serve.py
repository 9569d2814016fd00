from __future__ import annotations

from tests.keys import KEY
from tests.servers.processes import linli

_DEPLOYED = {
    "LINLI_AMQP_URI": "amqp://nobody@127.0.0.1:1/none",
    "LINLI_SECRET": "a secret of thirty-two characters",
    "LINLI_ENCRYPTION_KEYS": KEY,
}


def test_a_deployed_service_without_a_database_does_not_start() -> None:
    """A file of its own would look like an empty register."""
    done = linli("serve", "appeals-intake", "street", settings=_DEPLOYED)

    assert done.returncode == 2
    assert "LINLI_APPEALS_DATABASE_URL, LINLI_STREET_DATABASE_URL" in done.stderr
    assert "GATEWAY" not in done.stderr

"""What each service has on the broker, as its file says."""

import json
import os
import re
import subprocess
import sys

from bus.naming import AGAIN_EXCHANGE, DIGESTS_READER, PUBLIC_EXCHANGE, STREET_DIGESTS
from cli import described
from cli.hosted import SERVICES

_USERS = (*SERVICES, DIGESTS_READER)


def test_the_file_says_what_the_code_has() -> None:
    assert described.FILE.read_text() == described.text(), (
        "write it anew: linli contracts described > cli/described.json"
    )
    assert described.read() == described.from_code()


def test_a_process_loads_no_service_but_its_own() -> None:
    """Six processes that each loaded all would need most of the time of a start for it."""
    script = """
import eventlet
eventlet.monkey_patch()
import sys
from bus import runner
from cli import described
from cli.hosted import service_class
service_class("street"), described.read()
print(*{".".join(name.split(".")[:2]) for name in sys.modules if name.startswith("services.")})
print([name for name in sys.modules if name.split(".")[0] == "gateway"])
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == ["services.street", "[]"]


def test_the_rights_on_the_broker_name_events_though_no_contract_was_loaded() -> None:
    """Else queues of others are passed over in silence as soon as one of ours refuses."""
    given = {f"LINLI_BROKER_PASSWORD_{name.upper().replace('-', '_')}": "x" * 24 for name in _USERS}
    ran = subprocess.run(
        [sys.executable, "-m", "cli", "contracts", "topology"],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | given,
    )
    may_write = {
        (row["user"], row["exchange"]): re.compile(row["write"])
        for row in json.loads(ran.stdout)["topic_permissions"]
    }

    assert may_write["appeals", PUBLIC_EXCHANGE].match("appeal_closed")
    assert not may_write["street", PUBLIC_EXCHANGE].match("appeal_closed")
    assert may_write["street", AGAIN_EXCHANGE].match(STREET_DIGESTS)
    assert not may_write["appeals", AGAIN_EXCHANGE].match(STREET_DIGESTS)

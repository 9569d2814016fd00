"""What each service has on the broker, as its file says."""

import subprocess
import sys

from cli import described


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

from __future__ import annotations

import subprocess
import sys


def test_the_application_needs_neither_nameko_nor_eventlet() -> None:
    """layout.md: the host can be replaced."""
    program = (
        "import sys, gateway.app; "
        "print(sorted({'nameko', 'eventlet', 'kombu', 'pika'} & set(sys.modules)))"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"

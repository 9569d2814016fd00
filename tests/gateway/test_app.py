from __future__ import annotations

import json
import subprocess
import sys

#: What every gateway does before it serves, and what it has loaded and made by then.
_START = """
import json, sys
from gateway import app
from contracts import registry
app.permissions_by_route()
print(json.dumps({"loaded": sorted(sys.modules), "schemas": len(registry._CLASSES)}))
"""
#: Of these a process has a few before it serves, where a limit is read from a form.
_FEW = 20


def test_the_application_needs_little_before_it_serves() -> None:
    """layout.md: the host can be replaced; and what is described once is described when asked."""
    done = subprocess.run(
        [sys.executable, "-c", _START], capture_output=True, text=True, check=True
    )

    found = json.loads(done.stdout)
    strangers = {"nameko", "eventlet", "kombu", "pika"}
    on_demand = {"openpyxl", "typst", "fontTools", "boto3", "hypothesis", "contracts.asyncapi"}
    assert (strangers | on_demand) & set(found["loaded"]) == set()
    assert found["schemas"] < _FEW

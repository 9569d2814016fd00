"""What others publish for checking documents: fetched once from its package, never kept here."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import sys
import tarfile
from pathlib import Path
from typing import Any

import requests

_PACKAGE = "https://registry.npmjs.org/@asyncapi/specs/-/specs-6.11.1.tgz"
_SHA512 = "A3WBLqAKGoJ2+6FWFtpjBlCQ1oFCcs4GxF7zsIGvNqp/klGUHjlA3aAcZ9XMMpLGE8zPeYDz2x9FmO6DSuKraQ=="
_MEMBER = "package/schemas/3.0.0-without-$id.json"
_KEPT = Path(sys.prefix) / "share" / "asyncapi-specs-6.11.1.tgz"


def asyncapi_schema() -> dict[str, Any]:
    """The JSON Schema of AsyncAPI 3.0.0."""
    with tarfile.open(fileobj=io.BytesIO(_package())) as package:
        member = package.extractfile(_MEMBER)
        assert member is not None
        found: dict[str, Any] = json.load(member)
    return found


def _package() -> bytes:
    if not _KEPT.exists():
        fetched = requests.get(_PACKAGE, timeout=60)
        fetched.raise_for_status()
        _KEPT.parent.mkdir(parents=True, exist_ok=True)
        _KEPT.write_bytes(_checked(fetched.content))
    return _checked(_KEPT.read_bytes())


def _checked(content: bytes) -> bytes:
    found = base64.b64encode(hashlib.sha512(content).digest()).decode()
    assert found == _SHA512, f"{_PACKAGE} is not what it was"
    return content

"""What seals personal data in the databases of the tests."""

from __future__ import annotations

KEY = "an encryption key of the tests; long enough"
OTHER_KEY = "another encryption key of the tests; as long"

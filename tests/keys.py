"""What seals personal data in the databases of the tests."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from runtime import encryption

KEY = "an encryption key of the tests; long enough"
OTHER_KEY = "another encryption key of the tests; as long"


@contextlib.contextmanager
def while_keys_change() -> Iterator[None]:
    """A newer key seals from now on; what lies there is still the older one's."""
    before = encryption._Current.keyring
    encryption.use([OTHER_KEY, KEY])
    try:
        yield
    finally:
        encryption._Current.keyring = before


def a_key_of(ring: str, number: int = 1) -> str:
    """A key of one ring, as deploy/new-secrets makes them."""
    return f"{ring}:{number:064x}"

"""Loading code, which makes many objects that stay and hardly any garbage."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def without_looking_for_garbage() -> Iterator[None]:
    """Load modules inside of it: to look through everything again and again took a quarter."""
    was_looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_looking:
            gc.enable()

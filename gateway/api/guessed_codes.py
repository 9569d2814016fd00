"""Codes in addresses that anybody may try: those who send many false ones have to wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import flask

from gateway.http.routes import dependencies
from vocabulary.problems import NotFound


@contextmanager
def guesses_counted() -> Iterator[None]:
    """Slow down those who try codes.

    Raises:
        TooManyRequests: many wrong ones came from this address.
    """
    admission, environ = dependencies().admission, flask.request.environ
    admission.check_code(environ, is_ours=True)
    try:
        yield
    except NotFound:
        admission.check_code(environ, is_ours=False)
        raise

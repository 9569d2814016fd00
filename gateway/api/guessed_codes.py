"""Codes in addresses, and proofs for them, that anybody may try: many wrong ones have to wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import flask

from contracts.registry import Request
from gateway.http.routes import Plain, dependencies, hand_on
from vocabulary.problems import Forbidden, NotFound, Problem


@contextmanager
def guesses_counted(wrong: type[Problem] = NotFound) -> Iterator[None]:
    """Slow down those who try codes, or what proves that a code is theirs.

    `wrong`: how a wrong one is refused.

    Raises:
        TooManyRequests: many wrong ones came from this address.
    """
    admission, environ = dependencies().admission, flask.request.environ
    admission.check_code(environ, is_ours=True)
    try:
        yield
    except wrong:
        admission.check_code(environ, is_ours=False)
        raise


def with_proof(request: Request[Any]) -> Plain:
    """Hand on a request with a code and the phone as proof: a seen code tells half of the phone.

    Raises:
        TooManyRequests: many wrong proofs came from this address.
    """
    with guesses_counted(Forbidden):
        return hand_on(request)

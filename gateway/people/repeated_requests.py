"""Deeds done under an Idempotency-Key, where no answer may be stored.

Passwords and codes lie in no stored answer, and of a body that holds one not
even a fingerprint is kept, because a password could be guessed from it. So only
that it was done is noted, together with the deed, and each deed says what a
repetition gets. The notes lie among the stored answers and go with them.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus.tables import ANSWERED_REQUEST
from runtime import clock
from runtime.database import insert_new
from runtime.encryption import keyring
from vocabulary.problems import FieldError, WrongState


@dataclass(frozen=True)
class Deed:
    """One deed that a caller wants done once; without a name each time is another."""

    name: str | None = None

    def is_done(self, session: Session) -> bool:
        """Whether it was done before."""
        chosen = sa.select(ANSWERED_REQUEST.c.key).where(ANSWERED_REQUEST.c.key == self.name)
        return self.name is not None and session.scalars(chosen).first() is not None

    def claim(self, session: Session) -> bool:
        """Note it as done with this transaction; no, if it was done before."""
        if self.name is None:
            return True
        row = {
            "key": self.name,
            "fingerprint": "",
            "answer": keyring().seal("{}"),
            "answered_at": clock.now(),
        }
        return bool(insert_new(session, ANSWERED_REQUEST, [row], unique=("key",), returning="key"))


#: For callers without a key.
ANEW = Deed()


def deed(what: str, account: str | None, key: str | None) -> Deed:
    """The deed that this account wants done under this key of the caller."""
    if key is None:
        return ANEW
    whole = json.dumps([account, key], ensure_ascii=False)
    return Deed(f"own.{what}:{hashlib.sha256(whole.encode()).hexdigest()}")


def done_already(zh: str, en: str) -> WrongState:
    """It was done under this key, and its answer was shown once; the sentences say the way out."""
    return WrongState(zh, en, fields=(FieldError("Idempotency-Key", "done_already", zh, en),))

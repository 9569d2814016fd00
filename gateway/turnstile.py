"""Where every request is counted: by address at the door, or by who turns out to call.

A proof that holds is counted by account or key and never by address, so that
colleagues behind one address do not pay for what comes from it without an account.

A proof that does not hold counts by address. When too many did, proofs that this
gateway has not seen to hold are refused unread: guessing is slowed down, and a wrong
cookie does not cost a read of the database each time. Who was at work already goes on.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from gateway.callers import Callers, Environ
from gateway.identity.rules import Caller
from gateway.rate_limits import rules
from gateway.rate_limits.operations import RateLimits
from vocabulary.problems import Forbidden, Malformed, Unauthenticated
from vocabulary.rate_limits import Kind

_PROOFS_KEPT = 10_000
_PLACE, _COUNTED = "linli.place", "linli.counted"


class Turnstile:
    """Counts requests; asks who calls."""

    def __init__(self, limits: RateLimits, callers: Callers) -> None:
        self._limits = limits
        self._callers = callers
        self._known: OrderedDict[int, None] = OrderedDict()

    def enter(self, environ: Environ, address: str | None) -> None:
        """Count what can be told without looking at a proof.

        Raises:
            TooManyRequests: too many came from this address.
        """
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        place = environ[_PLACE] = rules.counted_place(address)
        if not rules.is_counted(path):
            environ[_COUNTED] = True
            return
        has_proof = self._callers.proof_in(environ) is not None
        kind = rules.kind_at_the_door(method, path, has_proof=has_proof)
        if kind is not None:
            environ[_COUNTED] = True
            self._limits.pass_one(kind, place)

    def pass_as_nobody(self, environ: Environ) -> None:
        """Count a request whose proof nobody looks at.

        Raises:
            TooManyRequests: too many came from this address.
        """
        if not environ.get(_COUNTED):
            environ[_COUNTED] = True
            self._limits.pass_one(Kind.ADDRESS, _place(environ))

    def caller(self, environ: Environ) -> Caller:
        """Who calls, counted by account or key; nobody, where there is no proof.

        Raises:
            TooManyRequests: too many came from this account, key or address.
            Malformed, Unauthenticated, Forbidden, Unavailable: as `Callers.caller`.
        """
        proof = self._callers.proof_in(environ)
        if proof is None:
            self.pass_as_nobody(environ)
            return self._callers.caller(environ)
        found = self._proven(environ, hash(proof))
        if found.key_id is not None:
            self._limits.pass_one(Kind.KEY, str(found.key_id))
        else:
            self._limits.pass_one(Kind.ACCOUNT, found.actor.account or "")
        return found

    def _proven(self, environ: Environ, proof: int) -> Caller:
        place = _place(environ)
        if proof not in self._known:
            self._limits.check_room(Kind.PROOF, place)
        try:
            found = self._callers.caller(environ)
        except Unauthenticated:
            self._known.pop(proof, None)
            self._limits.pass_one(Kind.PROOF, place)
            raise
        except (Malformed, Forbidden):
            # Nothing was done in the name of whoever the proof is of.
            self.pass_as_nobody(environ)
            raise
        self._known[proof] = None
        self._known.move_to_end(proof)
        if len(self._known) > _PROOFS_KEPT:
            self._known.popitem(last=False)
        return found


def _place(environ: dict[str, Any]) -> str:
    # Where nothing stands at the door, as in a test of one part, nobody knows the address.
    place: str = environ.get(_PLACE, "")
    return place

"""Admission of requests (准入): each counts by address at the door, or by its caller.

A valid proof is counted by account or key and never by address, so that colleagues behind one
address do not pay for requests from it without an account. A search for people counts once more, by
account.

An invalid proof counts by address, apart from signing in. When too many did, proofs are refused
unread from there, so that guessing is slowed down and a wrong cookie does not cost a read of the
database each time, except

proof                                           because
one that held here before                       its holder is at work
another of a sign-in or key that held here      a cookie changes every 15 minutes
a token with our signature                      looking at it reads no database

Anybody can name a sign-in. So a wrong proof of a known one counts against the address and
that sign-in together besides, and when too many did, it is known by its own text alone.
"""

from __future__ import annotations

from typing import Any

from gateway.limits.rate_limits import rules
from gateway.limits.rate_limits.operations import RateLimits
from gateway.people.callers import Callers, Environ
from gateway.people.identity.rules import Caller
from vocabulary.problems import Forbidden, Malformed, Unauthenticated
from vocabulary.rate_limits import Kind

_PLACE, _COUNTED = "linli.place", "linli.counted"


class Admission:
    """Counts requests; asks who calls."""

    def __init__(self, limits: RateLimits, callers: Callers) -> None:
        self._limits = limits
        self._callers = callers

    def enter(self, environ: Environ, address: str | None) -> None:
        """Count what is known without looking at a proof.

        Raises:
            TooManyRequests: too many came from this address.
        """
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        place = environ[_PLACE] = rules.counted_place(address)
        network = rules.counted_network(address)
        if not rules.is_counted(path):
            environ[_COUNTED] = True
            return
        has_proof = self._callers.proof_in(environ) is not None
        kind = rules.kind_at_the_door(method, path, has_proof=has_proof)
        if kind is not None:
            environ[_COUNTED] = True
            if kind is Kind.PROOF and (device := self._callers.device_in(environ)) is not None:
                # Others who try from the same address do not keep its owner out.
                place = f"device {device.id}"
            self._pass(kind, place, network)

    def enter_within(self, environ: Environ, address: str | None) -> None:
        """Count a call that a page of ours makes, where that has a limit of its own.

        Everything else was counted with the page, so that one click counts once.

        Raises:
            TooManyRequests: too many came from this address.
        """
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        kind = rules.kind_at_the_door(method, path, has_proof=True)
        if kind in {None, Kind.ADDRESS}:
            environ[_PLACE], environ[_COUNTED] = rules.counted_place(address), True
        else:
            self.enter(environ, address)

    def pass_as_nobody(self, environ: Environ) -> None:
        """Count a request whose proof is not checked.

        Raises:
            TooManyRequests: too many came from this address.
        """
        if not environ.get(_COUNTED):
            environ[_COUNTED] = True
            self._limits.pass_one(Kind.ADDRESS, place_in(environ))

    def check_code(self, environ: Environ, *, is_ours: bool) -> None:
        """Count a code that was never given out; when too many came, look at none.

        Raises:
            TooManyRequests: too many wrong ones came from this address.
        """
        place = place_in(environ)
        if is_ours:
            self._limits.check_room(Kind.CODE, place)
        else:
            self._limits.pass_one(Kind.CODE, place)

    def caller(self, environ: Environ) -> Caller:
        """The caller, counted by account or key; a resident where there is no proof.

        Raises:
            TooManyRequests: too many came from this account, key or address.
            Malformed, Unauthenticated, Forbidden, Unavailable: as `Callers.caller`.
        """
        proof = self._callers.proof_in(environ)
        if proof is None:
            self.pass_as_nobody(environ)
            return self._callers.caller(environ)
        found = self._proven(environ, hash(proof))
        account = found.actor.account or ""
        if rules.is_search(environ["REQUEST_METHOD"], environ["PATH_INFO"]):
            # Also with a key: an account can make as many as it likes.
            self._limits.pass_one(Kind.SEARCH, account)
        if environ.get(_COUNTED):
            # A page asks for it, which was counted.
            return found
        if found.key_id is not None:
            self._limits.pass_one(Kind.KEY, str(found.key_id))
        else:
            self._limits.pass_one(Kind.ACCOUNT, account)
        return found

    def _pass(self, kind: Kind, place: str, network: str | None) -> None:
        if kind is not Kind.INTAKE or network is None:
            self._limits.pass_one(kind, place)
            return
        # Checked first, so that requests refused by network do not count by address.
        self._limits.check_room(Kind.INTAKE_NETWORK, network)
        self._limits.pass_one(kind, place)
        self._limits.pass_one(Kind.INTAKE_NETWORK, network)

    def _proven(self, environ: Environ, proof: int) -> Caller:
        place, known = place_in(environ), self._callers.known
        claim = self._callers.claim_in(environ)
        guessed = f"{place} {claim}" if claim in known else None
        if proof not in known and not self._callers.is_ours(environ):
            self._limits.check_room(Kind.FAILED, guessed or place)
        try:
            found = self._callers.caller(environ)
        except Unauthenticated:
            known.forget(proof)
            if guessed is not None:
                self._limits.pass_one(Kind.FAILED, guessed)
            self._limits.pass_one(Kind.FAILED, place)
            raise
        except (Malformed, Forbidden):
            # Nothing was done in the name of the proof's owner.
            self.pass_as_nobody(environ)
            raise
        known.add(proof, claim)
        return found


def place_in(environ: dict[str, Any]) -> str:
    """The place by which a request was counted: an address, or a household's network."""
    # Without a door, as in a test of one part, the address is unknown.
    place: str = environ.get(_PLACE, "")
    return place

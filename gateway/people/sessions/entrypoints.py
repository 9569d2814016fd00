"""What the gateway answers about sign-ins; secrets never come this way."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every, reads, rpc
from contracts.gateway.accounts import Done
from contracts.gateway.sessions import EndSignIn, ListSignIns
from gateway.people.sessions import operations, queries
from runtime.logs import logger

log = logger(__name__)

_TIDY_SECONDS = 3600.0


class SessionsEntrypoints(Service):
    """Where accounts are signed in."""

    list_sign_ins = reads(ListSignIns, queries.own)

    @rpc(EndSignIn, writes=True)
    def end_sign_in(self, work: Work, request: EndSignIn) -> Done:
        operations.end(work.session, work.actor, request.sign_in)
        return Done()

    @every(_TIDY_SECONDS)
    def clean_old_sign_ins(self, work: Work) -> None:
        cleaned = operations.clean(work.session)
        if any(cleaned.values()):
            log.info("retention", database="gateway", **cleaned)

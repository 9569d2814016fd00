"""Reading sign-ins."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.gateway.sessions import SignInList, SignInView
from gateway.accounts import queries as accounts
from gateway.sessions import rules
from gateway.sessions.model import SIGN_IN
from runtime import clock
from vocabulary.accounts import Proof, SignInKind
from vocabulary.actors import Actor


def own(session: Session, actor: Actor) -> SignInList:
    """Where the actor's account is signed in now.

    Raises:
        NotFound: the actor has no account.
    """
    account_id, now = accounts.own_id(actor), clock.now()
    standing = accounts.standing_of(session, account_id)
    chosen = sa.select(SIGN_IN).where(
        SIGN_IN.c.account_id == account_id, SIGN_IN.c.ended_at.is_(None), SIGN_IN.c.ends_at > now
    )
    return SignInList(
        items=[
            SignInView(
                id=row.id,
                kind=SignInKind(row.kind),
                proof=Proof(row.proof),
                client=row.client,
                begun_at=row.begun_at,
                seen_at=row.seen_at,
                ends_at=row.ends_at,
            )
            for row in session.execute(chosen.order_by(SIGN_IN.c.begun_at.desc()))
            if standing is not None and rules.holds(row, standing, now)
        ]
    )

"""Nominations as those who work at a desk see them."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.incentives.nominations import (
    ListNominations,
    NominationPage,
    NominationView,
    ShowNomination,
)
from groundwork.kept import Kept
from runtime import paging
from runtime.copying import Copying
from runtime.narrowing import any_of
from runtime.scope import inside
from services.incentives.nominations.model import Nomination
from services.incentives.scorecards import queries as cards
from services.incentives.scorecards.rules import Term
from vocabulary.actors import Actor
from vocabulary.permissions import Action
from vocabulary.state_table import where

NOMINATIONS = Kept(Nomination, "nomination", "推选记录", "nomination", read=Action.NOMINATION_READ)
_ORDER = paging.Order(
    {"nominated_on": Nomination.nominated_on}, identity=Nomination.id, usual="-nominated_on"
)
_VIEW = Copying(Nomination, NominationView, given=("post", "possible"))


def page(session: Session, actor: Actor, request: ListNominations) -> NominationPage:
    """A page of nominations, the newest first.

    Raises:
        Invalid: a limit, sort or cursor that does not fit.
    """
    which = [
        *any_of(Nomination.nominated_for, request.nominated_for),
        *any_of(Nomination.outcome, request.outcome),
    ]
    if request.area is not None:
        which.append(inside(request.area, Nomination.community))
    found = NOMINATIONS.page(session, actor, request, _ORDER, *which)
    return NominationPage(items=_told(session, actor, found.rows), **found.besides)


def one(session: Session, actor: Actor, request: ShowNomination) -> NominationView:
    """One nomination.

    Raises:
        NotFound: no such nomination in the actor's scope.
    """
    return shown(session, actor, NOMINATIONS.one_of(session, actor, request.nomination_id))


def shown(session: Session, actor: Actor, nomination: Nomination) -> NominationView:
    """The nomination as people read it."""
    return _told(session, actor, [nomination])[0]


def of(session: Session, actor: Actor, terms: Sequence[Term]) -> list[NominationView]:
    """The nominations of a person, for themselves."""
    about = [term.appointment_id for term in terms]
    chosen = sa.select(Nomination).where(Nomination.appointment_id.in_(about))
    ordered = chosen.order_by(Nomination.nominated_on, Nomination.id)
    return _told(session, actor, session.scalars(ordered).all())


def _told(session: Session, actor: Actor, rows: Sequence[Nomination]) -> list[NominationView]:
    posts = cards.posts_of(session, [row.appointment_id for row in rows])
    return [
        _VIEW(
            row,
            post=posts[row.appointment_id][0] if row.appointment_id in posts else None,
            possible=where(outcome=NOMINATIONS.may(actor, Action.NOMINATION_RECORD, row)),
        )
        for row in rows
    ]

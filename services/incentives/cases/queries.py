"""Cases as the communities of a street read them, and as their own prepares them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.incentives.cases import CasePage, CaseView, ListCases, ShowCase
from contracts.incentives.words import CaseReach, CaseState
from groundwork.kept import Kept, the
from runtime import paging
from runtime.copying import Copying
from runtime.narrowing import any_of, with_words
from runtime.scope import begins_with_any, inside
from services.incentives.cases import rules
from services.incentives.cases.model import WORDS, Case
from services.incentives.cases.rules import Deed
from vocabulary import permissions
from vocabulary.actors import Actor
from vocabulary.permissions import Action

CASES = Kept(Case, "case", "案例", "case", read=Action.CASE_READ, owner="person")
#: So many digits of a code say in which street it lies.
_STREET_DIGITS = 9
_ORDER = paging.Order({"written_at": Case.written_at}, identity=Case.id, usual="-written_at")
_VIEW = Copying(Case, CaseView, given=("meeting_id", "is_own", "possible"))


def one(session: Session, actor: Actor, request: ShowCase) -> CaseView:
    """One case.

    Raises:
        NotFound: no such case that the actor may read.
    """
    return shown(actor, found(session, actor, request.case_id))


def listed(session: Session, actor: Actor, request: ListCases) -> CasePage:
    """The cases that the actor may read, the newest first.

    Raises:
        Invalid: a limit or cursor that does not fit.
    """
    which = [
        *any_of(Case.category, request.category),
        *any_of(Case.state, request.state),
        *with_words(request.words, *(getattr(Case, name) for name in WORDS)),
    ]
    if request.area is not None:
        which.append(inside(request.area, Case.community))
    page = paging.page(session, _read_by(actor).where(*which), _ORDER, request)
    return CasePage(items=[shown(actor, one) for one in page.rows], **page.besides)


def found(session: Session, actor: Actor, case_id: UUID, *, for_change: bool = False) -> Case:
    """A case that the actor may read; locked, if it is to be changed.

    Raises:
        NotFound: there is none.
    """
    chosen = _read_by(actor).where(Case.id == case_id)
    return the(session, chosen, for_change=for_change, otherwise=CASES.no_such(case_id))


def stories(session: Session, area: str, most: int) -> Sequence[Case]:
    """The newest approved cases that everybody may read."""
    chosen = sa.select(Case).where(
        inside(area, Case.community),
        Case.state == CaseState.APPROVED,
        Case.reach == CaseReach.PUBLIC,
    )
    newest = chosen.order_by(Case.approved_on.desc(), Case.id.desc()).limit(most)
    return session.scalars(newest).all()


def told_by(session: Session, person: str) -> list[CaseView]:
    """The cases of one speaker, for their own copy."""
    chosen = sa.select(Case).where(Case.person == person).order_by(Case.id)
    return [
        _VIEW(case, meeting_id=case.meeting_id, is_own=True, possible=[])
        for case in session.scalars(chosen)
    ]


def shown(actor: Actor, case: Case) -> CaseView:
    """The case for one reader; those of other communities learn nothing of its meeting."""
    is_own = actor.account == case.person
    prepares = is_own or CASES.may(actor, Action.CASE_WRITE, case)
    return _VIEW(
        case,
        meeting_id=case.meeting_id if prepares else None,
        is_own=is_own,
        possible=_possible(actor, case, is_own=is_own),
    )


def _possible(actor: Actor, case: Case, *, is_own: bool) -> list[str]:
    deeds = rules.TABLE.granted(actor, area=case.community, owner=case.person)
    held = {Deed.APPROVE} if case.reach is None or is_own else set()
    return rules.TABLE.offered(case.state, deeds, held=held)


def _read_by(actor: Actor) -> sa.Select[Case]:
    """Approved ones of the actor's streets, and all that they prepare or told themselves."""
    near = permissions.reach(actor, Action.CASE_READ).stems
    of_streets = begins_with_any([stem[:_STREET_DIGITS] for stem in near], Case.community)
    return sa.select(Case).where(
        sa.or_(
            sa.and_(of_streets, Case.state == CaseState.APPROVED),
            CASES.reached_by(actor, Action.CASE_WRITE),
            CASES.reached_by(actor, Action.CASE_APPROVE),
            CASES.reached_by(actor, Action.CASE_CONSENT),
        )
    )

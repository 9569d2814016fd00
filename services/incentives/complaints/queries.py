"""Complaints as their writers follow them, and as those who work on them may see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.incentives.complaints import (
    CommunityComplainantDisclosure,
    CommunityComplainantDisclosureList,
    ComplainantLook,
    ComplaintPage,
    ComplaintStep,
    ComplaintView,
    FollowComplaint,
    ListCommunityComplainantDisclosures,
    ListComplaints,
    OwnComplaint,
    ShowComplaint,
)
from contracts.incentives.words import ComplaintMeasure, ComplaintState, HeardSide
from groundwork import disclosures as looks
from groundwork import history
from groundwork.history import Entry
from groundwork.kept import Kept, each
from runtime import clock, paging
from runtime.codes import has_code
from runtime.copying import Copying
from runtime.narrowing import any_of
from runtime.scope import inside
from services.incentives.complaints import rules
from services.incentives.complaints.model import ComplainantDisclosure, Complaint
from services.incentives.complaints.rules import Deed
from services.incentives.facts.model import APPOINTMENT_FACT
from services.incentives.scorecards import queries as cards
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.personal_text import hidden
from vocabulary.problems import NotFound
from vocabulary.state_table import where
from vocabulary.tracking import grouped

KIND = "complaint"
COMPLAINTS = Kept(Complaint, KIND, "投诉", "complaint", read=Action.COMPLAINT_READ)
_ORDER = paging.Order(
    {"received_on": Complaint.received_on, "due_on": Complaint.due_on},
    identity=Complaint.id,
    usual="-received_on",
)
_WORDS = ("extended_why", "answer", "review_wish", "review")
_OWN = Copying(
    Complaint,
    OwnComplaint,
    given=("possible", "code", "post", "text", "contact", "disclosures", *_WORDS),
)
_VIEW = Copying(
    Complaint,
    ComplaintView,
    given=(
        "possible",
        "post",
        "text",
        "has_contact",
        "is_late",
        "measures",
        "history",
        "disclosures",
        *_WORDS,
    ),
)
_STEP = history.Telling(ComplaintStep, given=("note",))
_WAITING = (ComplaintState.RECEIVED, ComplaintState.EXAMINED)


def follow(session: Session, request: FollowComplaint) -> OwnComplaint:
    """Everything that is kept of a complaint, for the holder of its code.

    Raises:
        NotFound: the code is unknown.
    """
    return own(session, with_code(session, request.code))


def with_code(session: Session, code: str, *, for_change: bool = False) -> Complaint:
    """The complaint that a code belongs to, however it was typed.

    Raises:
        NotFound: the code is unknown.
    """
    chosen = sa.select(Complaint).where(has_code(Complaint.code_print, code))
    found = session.scalar(chosen.with_for_update() if for_change else chosen)
    if found is None:
        raise NotFound(
            "没有找到该投诉，请核对查询码。", "There is no complaint with this code; check it."
        )
    return found


def show(session: Session, actor: Actor, request: ShowComplaint) -> ComplaintView:
    """One complaint with its history.

    Raises:
        NotFound: no such complaint in the actor's communities.
        Forbidden: it is about the actor, or they abstained from it.
    """
    complaint = COMPLAINTS.one_of(session, actor, request.complaint_id)
    check_impartial(session, actor, complaint)
    return shown(session, actor, complaint)


def page(session: Session, actor: Actor, request: ListComplaints) -> ComplaintPage:
    """A page of the complaints that the actor may work on.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    which = [_is_impartial(actor), *any_of(Complaint.state, request.state)]
    if request.area is not None:
        which.append(inside(request.area, Complaint.community))
    if request.appointment_id is not None:
        which.append(Complaint.appointment_id == request.appointment_id)
    found = COMPLAINTS.page(session, actor, request, _ORDER, *which)
    posts = cards.posts_of(session, {row.appointment_id for row in found.rows})
    return ComplaintPage(
        items=[
            _told(session, actor, row, posts.get(row.appointment_id, (None, None))[0], None, None)
            for row in found.rows
        ],
        **found.besides,
    )


def shown(session: Session, actor: Actor, complaint: Complaint) -> ComplaintView:
    """The complaint with its history and the viewings of its contact."""
    entries = history.of(session, KIND, complaint.id)
    steps = [_STEP(entry, note=hidden(entry.note)) for entry in entries]
    post = cards.title_of(session, complaint.appointment_id)
    return _told(session, actor, complaint, post, steps, _looks(session, complaint))


def own(session: Session, complaint: Complaint) -> OwnComplaint:
    """The complaint for the person who wrote it."""
    today = day_of(clock.now())
    is_over = complaint.review_until is not None and today > complaint.review_until
    possible = rules.TABLE.offered(
        complaint.state, [Deed.ASK_REVIEW], held=[Deed.ASK_REVIEW] if is_over else []
    )
    if complaint.contact is not None:
        possible.append("contact-erasure")
    return _OWN(
        complaint,
        possible=possible,
        code=grouped(complaint.code),
        post=cards.title_of(session, complaint.appointment_id),
        text=complaint.text,
        contact=complaint.contact,
        disclosures=_looks(session, complaint),
        **{name: getattr(complaint, name) for name in _WORDS},
    )


def check_impartial(session: Session, actor: Actor, complaint: Complaint) -> None:
    """Keep it from the person concerned, and from those who abstained.

    Raises:
        Forbidden: the actor is one of them.
    """
    account = actor.account or ""
    rules.check_impartial(
        is_concerned=account in concerned(session, complaint),
        has_abstained=account in _who(session, complaint, {rules.ABSTAINED}),
        number=complaint.number,
    )


def concerned(session: Session, complaint: Complaint) -> frozenset[str]:
    """Every id by which the person is known about whom it is."""
    found = cards.terms(session, appointment_id=complaint.appointment_id)
    return found[0].persons if found else frozenset()


def partial(session: Session, complaint: Complaint) -> set[str]:
    """Everybody from whom it is kept: the person concerned, and those who abstained."""
    return {*concerned(session, complaint), *_who(session, complaint, {rules.ABSTAINED})}


def examiners(session: Session, complaint: Complaint) -> set[str]:
    """The accounts that examined it."""
    return _who(session, complaint, {rules.FIRST_LOOK, rules.SECOND_LOOK})


def unheard(session: Session, complaint: Complaint) -> list[HeardSide]:
    """The sides still to be heard."""
    heard = [
        side
        for side, what in rules.HEARD.items()
        if history.has(session, KIND, complaint.id, {what})
    ]
    return rules.unheard(heard, has_contact=complaint.contact is not None)


def _who(session: Session, complaint: Complaint, what: Collection[str]) -> set[str]:
    chosen = sa.select(Entry.account).where(
        Entry.kind == KIND, Entry.thing_id == complaint.id, Entry.what.in_(what)
    )
    return {account for account in session.scalars(chosen) if account is not None}


def _is_impartial(actor: Actor) -> sa.ColumnElement[bool]:
    """Those that are not about the actor, and from which they did not abstain."""
    row, account = APPOINTMENT_FACT.c, actor.account or ""
    about = sa.select(row.appointment_id).where(
        sa.or_(row.person == account, row.person_before == account)
    )
    abstained = sa.select(Entry.thing_id).where(
        Entry.kind == KIND, Entry.what == rules.ABSTAINED, Entry.account == account
    )
    return sa.and_(Complaint.appointment_id.not_in(about), Complaint.id.not_in(abstained))


def _told(
    session: Session,
    actor: Actor,
    complaint: Complaint,
    post: str | None,
    steps: Sequence[ComplaintStep] | None,
    seen: Sequence[ComplainantLook] | None,
) -> ComplaintView:
    return _VIEW(
        complaint,
        possible=_possible(session, actor, complaint, is_whole=steps is not None),
        post=post,
        text=hidden(complaint.text),
        has_contact=complaint.contact is not None,
        is_late=_is_late(complaint, day_of(clock.now())),
        measures=[ComplaintMeasure(one) for one in complaint.measures],
        history=steps,
        disclosures=seen,
        **{name: hidden(getattr(complaint, name)) for name in _WORDS},
    )


def _possible(session: Session, actor: Actor, complaint: Complaint, *, is_whole: bool) -> list[str]:
    """What the actor can do; lists do not look at who examined it and who was heard."""
    granted = rules.TABLE.granted(actor, area=complaint.community)
    held = set()
    if is_whole:
        done_by = examiners(session, complaint)
        if actor.account in done_by:
            held |= {Deed.EXAMINE, Deed.CONFIRM}
        if unheard(session, complaint):
            held.add(Deed.ANSWER)
    deeds = rules.TABLE.offered(complaint.state, granted, held=held)
    is_seen = complaint.contact is not None and COMPLAINTS.may(
        actor, Action.COMPLAINT_DISCLOSE, complaint
    )
    return [*deeds, *where(disclosures=is_seen)]


def _is_late(complaint: Complaint, today: dt.date) -> bool:
    if complaint.state in _WAITING:
        return today > (complaint.extended_to or complaint.due_on)
    in_review = complaint.state is ComplaintState.IN_REVIEW
    return in_review and complaint.review_due_on is not None and today > complaint.review_due_on


def _looks(session: Session, complaint: Complaint) -> list[ComplainantLook]:
    row = ComplainantDisclosure
    chosen = sa.select(row).where(row.complaint_id == complaint.id)
    return [
        ComplainantLook(reason=one.reason, **looks.told(one))
        for one in session.scalars(chosen.order_by(row.disclosed_at, row.id))
    ]


def seen_by_others(
    session: Session, actor: Actor, request: ListCommunityComplainantDisclosures
) -> CommunityComplainantDisclosureList:
    """The viewings of complainants in the communities that the actor oversees.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    row, action = ComplainantDisclosure, Action.COMPLAINT_DISCLOSURE_READ
    found = looks.of_area(session, actor, action, row, request, area=row.community)
    about = each(session, Complaint, [one.complaint_id for one in found.rows])
    read = COMPLAINTS.seen_by(actor).where(Complaint.id.in_(about), _is_impartial(actor))
    readable = set(session.scalars(read.with_only_columns(Complaint.id)))
    return CommunityComplainantDisclosureList(
        items=[
            CommunityComplainantDisclosure(
                reason=one.reason,
                complaint_id=one.complaint_id if one.complaint_id in readable else None,
                number=about[one.complaint_id].number,
                community=one.community,
                **looks.to_overseers(one),
            )
            for one in found.rows
        ],
        **found.besides,
    )

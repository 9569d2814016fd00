"""Selections as those who take part in them, and as anyone, may see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.incentives.places import WeightedCriterion
from contracts.incentives.selections import (
    ApartNominee,
    ListPublicSelections,
    ListSelections,
    PassedOver,
    PublicNominee,
    PublicSelection,
    PublicSelections,
    SelectionCandidate,
    SelectionPage,
    SelectionView,
    ShowSelection,
    TriedPlace,
    TriedPlaces,
    TrySelection,
)
from contracts.incentives.words import Criterion, SelectionState
from runtime import clock, paging
from runtime.copying import Copying
from runtime.narrowing import any_of
from runtime.scope import inside
from services.incentives.ballots import queries as ballots
from services.incentives.places import queries as places
from services.incentives.places import rules as placing
from services.incentives.places.queries import Known
from services.incentives.selection import queries as selecting
from services.incentives.selection import rules
from services.incentives.selection.model import Opinion, Selection
from services.incentives.selection.rules import Deed
from services.incentives.selection_objections.model import SelectionObjection
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden, WrongState

_ORDER = paging.Order({"year": Selection.year}, identity=Selection.id, usual="-year")
_GIVEN = (
    "possible",
    "criteria",
    "candidates",
    "has_judged",
    "committee_sheets",
    "peer_sheets",
    "abstentions",
    "ballot",
    "places",
    "nominees",
    "passed_over",
    "interim",
    "apart",
    "open_objections",
)
_VIEW = Copying(Selection, SelectionView, given=_GIVEN)
_PUBLIC = Copying(
    Selection,
    PublicSelection,
    given=("criteria", "nominees", "candidates", "web", "paper", "takes_objections"),
)
_COUNTED = (SelectionState.COUNTED, *selecting.NOMINATED)


def one(session: Session, actor: Actor, request: ShowSelection) -> SelectionView:
    """One selection.

    Raises:
        NotFound: no such selection in the actor's communities.
    """
    return shown(session, actor, selecting.SELECTIONS.one_of(session, actor, request.selection_id))


def listed(session: Session, actor: Actor, request: ListSelections) -> SelectionPage:
    """The selections that the actor may see, the newest year first.

    Raises:
        Invalid: a limit, sort or cursor that does not fit.
    """
    which = [*any_of(Selection.state, request.state)]
    if request.area is not None:
        which.append(inside(request.area, Selection.community))
    found = selecting.SELECTIONS.page(session, actor, request, _ORDER, *which)
    return SelectionPage(items=[_line(session, actor, row) for row in found.rows], **found.besides)


def tried(session: Session, actor: Actor, request: TrySelection) -> TriedPlaces:
    """The places of a counted selection under other weights (试算), beside those that stand.

    Raises:
        NotFound: no such selection in the actor's communities.
        Forbidden: the actor may not try weights there.
        WrongState: it is not counted yet.
        Invalid: weights that do not add to 100, or a criterion that is there twice.
    """
    selection = selecting.SELECTIONS.one_of(session, actor, request.selection_id)
    if not selecting.SELECTIONS.may(actor, Action.SELECTION_TRY, selection):
        raise Forbidden(
            "只有社区综合党委和街道可以试算名次。",
            "Only the community's party committee and the street may try weights.",
        )
    weights = [(one.criterion, one.weight) for one in request.criteria]
    placing.check_weights(weights)
    if selection.counted is None:
        raise WrongState(
            f"{selection.year} 年评选尚未计分，计分后才能试算。",
            f"The selection of {selection.year} is not counted yet; try weights afterwards.",
        )
    found = selecting.of(session, selection)
    counted = {
        one.candidate.appointment_id: one.place for one in selecting.placed(selection, found)
    }
    placed = selecting.placed(selection, found, dict(weights))
    return TriedPlaces(
        items=[
            TriedPlace(**vars(line), place_counted=counted[line.appointment_id])
            for line in places.shown(placed, found)
        ]
    )


def public(session: Session, request: ListPublicSelections) -> PublicSelections:
    """The selections of a community whose nomination is public, the newest year first."""
    chosen = sa.select(Selection).where(
        Selection.community == request.community, Selection.state.in_(selecting.PUBLISHED)
    )
    names = {one.appointment_id: one.name for one in request.names}
    found = session.scalars(chosen.order_by(Selection.year.desc())).all()
    return PublicSelections(items=[_public(session, selection, names) for selection in found])


def shown(session: Session, actor: Actor, selection: Selection) -> SelectionView:
    """The selection, as far as this reader may see it now."""
    found = selecting.of(session, selection)
    persons = selecting.chosen_from(session, selection, found)
    ballot = ballots.standing(session, selection)
    sheets = _sheets(session, selection.id)
    weighs = selecting.SELECTIONS.may(actor, Action.SELECTION_TRY, selection)
    is_told = selection.state in (_COUNTED if weighs else selecting.PUBLISHED)
    nominees = (
        selecting.nominated(selection) if weighs or selection.state in selecting.PUBLISHED else []
    )
    waiting = open_objections(session, selection.id)
    held = rules.held(
        notice_to=selection.notice_to,
        open_objections=waiting,
        today=day_of(clock.now()),
    )
    if not ballot.issued:
        held |= {Deed.TAKE_SLIP, Deed.COUNT_BOX}
    if not ballots.is_ready(ballot):
        held.add(Deed.COUNT)
    held |= selecting.left_to_others(selection, persons, actor.account)
    return _VIEW(
        selection,
        possible=rules.TABLE.offered(
            selection.state, rules.TABLE.granted(actor, area=selection.community), held=held
        ),
        criteria=_criteria(selection),
        candidates=[_candidate(one, actor, persons) for one in found],
        has_judged=actor.account in {judge for judge, _ in sheets},
        committee_sheets=_number(sheets, Criterion.COMMITTEE),
        peer_sheets=_number(sheets, Criterion.PEERS),
        abstentions=_abstentions(session, selection.id),
        ballot=ballot,
        places=places.shown(selecting.placed(selection, found), found) if is_told else [],
        nominees=nominees,
        passed_over=_passed_over(selection) if weighs else [],
        interim=[_candidate(one, actor, persons) for one in selecting.interim(session, selection)],
        apart=_apart(selection, with_reason=weighs)
        if weighs or selection.state in selecting.PUBLISHED
        else [],
        open_objections=waiting,
    )


def open_objections(session: Session, selection_id: UUID) -> int:
    """How many objections wait for an answer."""
    chosen = sa.select(sa.func.count()).where(
        SelectionObjection.selection_id == selection_id, SelectionObjection.answer.is_(None)
    )
    return session.scalar(chosen) or 0


def _line(session: Session, actor: Actor, selection: Selection) -> SelectionView:
    waiting = open_objections(session, selection.id)
    held = rules.held(
        notice_to=selection.notice_to,
        open_objections=waiting,
        today=day_of(clock.now()),
    )
    return _VIEW(
        selection,
        possible=rules.TABLE.offered(
            selection.state, rules.TABLE.granted(actor, area=selection.community), held=held
        ),
        criteria=_criteria(selection),
        candidates=[],
        has_judged=False,
        committee_sheets=0,
        peer_sheets=0,
        abstentions=0,
        ballot=None,
        places=[],
        nominees=selecting.nominated(selection) if selection.state in selecting.PUBLISHED else [],
        passed_over=[],
        interim=[],
        apart=[],
        open_objections=waiting,
    )


def _candidate(
    one: Known, actor: Actor, persons: Mapping[UUID, frozenset[str]]
) -> SelectionCandidate:
    return SelectionCandidate(
        appointment_id=one.candidate.appointment_id,
        post=one.post,
        category=one.category,
        days_in_office=one.days,
        is_own=actor.account in persons.get(one.candidate.appointment_id, ()),
    )


def _apart(selection: Selection, *, with_reason: bool) -> list[ApartNominee]:
    return [
        ApartNominee(
            appointment_id=UUID(one["appointment_id"]),
            post=one["post"],
            reason=one["reason"] if with_reason else None,
        )
        for one in selection.apart or ()
    ]


def _public(session: Session, selection: Selection, names: Mapping[UUID, str]) -> PublicSelection:
    found = selecting.of(session, selection)
    posts = {one.candidate.appointment_id: one for one in found}
    placed = {one.candidate.appointment_id: one.place for one in selecting.placed(selection, found)}
    ways = selection.ways or {}
    return _PUBLIC(
        selection,
        criteria=_criteria(selection),
        nominees=[
            PublicNominee(
                appointment_id=one,
                post=posts[one].post,
                category=posts[one].category,
                name=names.get(one),
                place=placed[one],
                is_apart=False,
            )
            for one in selecting.nominated(selection)
        ]
        + [
            PublicNominee(
                appointment_id=one.appointment_id,
                post=one.post,
                category=None,
                name=names.get(one.appointment_id),
                place=None,
                is_apart=True,
            )
            for one in _apart(selection, with_reason=False)
        ],
        candidates=len(found),
        web=ways.get("web", 0),
        paper=ways.get("paper", 0),
        takes_objections=selecting.takes_objections(selection),
    )


def _criteria(selection: Selection) -> list[WeightedCriterion]:
    return [WeightedCriterion.read(one) for one in selection.criteria]


def _passed_over(selection: Selection) -> list[PassedOver]:
    return [PassedOver.read(one) for one in selection.passed_over or ()]


def _sheets(session: Session, selection_id: UUID) -> Sequence[tuple[str, Criterion]]:
    chosen = sa.select(Opinion.judge, Opinion.criterion).where(Opinion.selection_id == selection_id)
    return [(judge, criterion) for judge, criterion in session.execute(chosen.distinct())]


def _number(sheets: Sequence[tuple[str, Criterion]], criterion: Criterion) -> int:
    return sum(kind is criterion for _, kind in sheets)


def _abstentions(session: Session, selection_id: UUID) -> int:
    chosen = sa.select(sa.func.count()).where(
        Opinion.selection_id == selection_id, Opinion.points.is_(None)
    )
    return session.scalar(chosen) or 0

"""The candidates of a selection, and what was known of them when it was counted."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.incentives.words import Criterion, SelectionState
from contracts.recruitment.words import PostCategory
from groundwork.kept import Kept
from runtime import clock
from services.incentives.places import queries as places
from services.incentives.places import rules as placing
from services.incentives.places.queries import Known
from services.incentives.places.rules import Candidate, Placed, Value
from services.incentives.scorecards import queries as cards
from services.incentives.selection import rules
from services.incentives.selection.model import Opinion, Selection
from services.incentives.selection.rules import Deed
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action

SELECTIONS = Kept(Selection, "selection", "年终评选", "selection", read=Action.SELECTION_READ)
#: From the notice on anyone sees the result.
PUBLISHED = (SelectionState.IN_NOTICE, SelectionState.CHECKED, SelectionState.AWARDED)
NOMINATED = (SelectionState.NOMINATED, *PUBLISHED)
_MOST_POINTS = 100


def of(session: Session, selection: Selection) -> list[Known]:
    """The candidates: those of now until it is counted; then as they were, with their values."""
    if selection.counted is not None:
        return [_read(one) for one in selection.counted]
    return places.eligible(
        session, selection.community, selection.year, least_days=selection.least_days
    )


def live(session: Session, selection: Selection) -> list[Known]:
    """The candidates with their values, as the facts have them now."""
    return places.known(
        session, selection.community, selection.year, least_days=selection.least_days
    )


def ids(found: Sequence[Known]) -> list[UUID]:
    """Their appointments."""
    return [one.candidate.appointment_id for one in found]


def persons(
    session: Session, community: str, among: Collection[UUID]
) -> dict[UUID, frozenset[str]]:
    """All ids by which these people are known, by appointment."""
    wanted = set(among)
    return {
        term.appointment_id: term.persons
        for term in cards.terms(session, community=community)
        if term.appointment_id in wanted
    }


def accounts(session: Session, community: str) -> dict[UUID, str]:
    """The person of each appointment of a community, as events name them now."""
    return {term.appointment_id: term.person for term in cards.terms(session, community=community)}


def weights(selection: Selection) -> dict[Criterion, float]:
    """What each criterion counts."""
    return {Criterion(one["criterion"]): one["weight"] for one in selection.criteria}


def placed(
    selection: Selection, found: Sequence[Known], by: Mapping[Criterion, float] | None = None
) -> list[Placed]:
    """The places; `by`: under other weights."""
    return placing.placed(
        [one.candidate for one in found],
        by or weights(selection),
        least_cases=selection.least_cases,
    )


def frozen(found: Sequence[Known], opinions: Mapping[UUID, Mapping[Criterion, Value]]) -> Any:
    """The candidates as a row keeps them, with what was thought of them."""
    return [
        {
            "appointment_id": str(one.candidate.appointment_id),
            "post": one.post,
            "category": one.category,
            "days": one.days,
            "values": {
                criterion.value: [value.part, value.whole]
                for criterion, value in {
                    **one.candidate.values,
                    **opinions.get(one.candidate.appointment_id, {}),
                }.items()
            },
        }
        for one in found
    ]


def judged(session: Session, selection: Selection) -> dict[UUID, dict[Criterion, Value]]:
    """The points of committee and peers, where there are enough for nobody to be worked out."""
    given: defaultdict[tuple[UUID, Criterion], list[int]] = defaultdict(list)
    chosen = sa.select(Opinion).where(
        Opinion.selection_id == selection.id, Opinion.points.is_not(None)
    )
    for one in session.scalars(chosen):
        given[one.appointment_id, one.criterion].append(one.points or 0)
    found: defaultdict[UUID, dict[Criterion, Value]] = defaultdict(dict)
    for (appointment_id, criterion), points in given.items():
        if criterion is Criterion.COMMITTEE or len(points) >= rules.PEERS_FEWEST:
            found[appointment_id][criterion] = Value(sum(points), _MOST_POINTS * len(points))
    return found


def _read(one: Mapping[str, Any]) -> Known:
    category = PostCategory(one["category"]) if one["category"] else None
    values = {Criterion(name): Value(part, whole) for name, (part, whole) in one["values"].items()}
    candidate = Candidate(UUID(one["appointment_id"]), category or "", values)
    return Known(candidate, one["post"], category, one["days"])


def nominated(selection: Selection) -> list[UUID]:
    """The appointments that are nominated."""
    return [UUID(one) for one in selection.nominees or ()]


def apart(selection: Selection) -> list[UUID]:
    """The appointments of staff in the interim who are honoured apart."""
    return [UUID(one["appointment_id"]) for one in selection.apart or ()]


def interim(session: Session, selection: Selection) -> list[Known]:
    """The staff in the interim who may be honoured apart, as of now."""
    return places.interim(
        session, selection.community, selection.year, least_days=selection.least_days
    )


def concerned(
    selection: Selection, persons: Mapping[UUID, Collection[str]], deed: Deed
) -> set[str]:
    """The people who may be chosen; once there is a nomination, those in it.

    All of them where somebody nominates again: nobody nominates themselves.
    """
    is_settled = selection.state in NOMINATED and deed is not Deed.NOMINATE
    among: Collection[UUID] = persons.keys()
    if is_settled:
        among = [*nominated(selection), *apart(selection)]
    return {person for one in among for person in persons.get(one, ())}


def chosen_from(
    session: Session, selection: Selection, found: Sequence[Known]
) -> dict[UUID, frozenset[str]]:
    """All ids of the candidates, and of those who are honoured apart, by appointment."""
    return persons(session, selection.community, [*ids(found), *apart(selection)])


def _who_may_be_chosen(session: Session, selection: Selection) -> Mapping[UUID, frozenset[str]]:
    """As `chosen_from`, with the appointments read once where nothing is counted yet."""
    if selection.counted is not None:
        return chosen_from(session, selection, of(session, selection))
    return places.eligible_persons(
        session, selection.community, selection.year, least_days=selection.least_days
    )


def left_to_others(
    selection: Selection, persons: Mapping[UUID, Collection[str]], account: str | None
) -> set[Deed]:
    """What a person who may be chosen leaves to others; giving points for others is theirs."""
    # Every deed but one concerns the same people.
    again, usual = (
        account in concerned(selection, persons, deed) for deed in (Deed.NOMINATE, Deed.CHECK)
    )
    found = set(Deed) - {Deed.JUDGE, Deed.NOMINATE} if usual else set()
    return found | {Deed.NOMINATE} if again else found


def check_not_concerned(session: Session, actor: Actor, selection: Selection, deed: Deed) -> None:
    """Let nobody act where they are chosen among themselves; all may give points for others.

    Raises:
        Forbidden: the actor is one of them.
    """
    if deed is not Deed.JUDGE:
        known = _who_may_be_chosen(session, selection)
        rules.check_not_concerned(actor.account, concerned(selection, known, deed))


def takes_objections(selection: Selection) -> bool:
    """Whether anyone can object today."""
    return rules.takes_objections(
        selection.state,
        notice_to=selection.notice_to,
        objections_to=selection.objections_to,
        day=day_of(clock.now()),
    )


def objections_until(selection: Selection) -> dt.date:
    """The last day on which people could object: of the notice, or after the award."""
    return selection.objections_to or selection.notice_to or day_of(clock.now())

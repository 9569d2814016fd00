"""Applications as those see them who screen, as the person does, and as appointments read them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.recruitment.applications import (
    ApplicationFilter,
    ApplicationPage,
    ApplicationStep,
    ApplicationSummary,
    ApplicationView,
    ListApplications,
    Opinion,
    OwnApplication,
)
from contracts.recruitment.words import ApplicationState, Recommender
from groundwork import history
from groundwork.kept import Kept, the
from runtime import clock, marks, paging
from runtime.codes import has_code
from runtime.copying import Copying
from runtime.narrowing import Conditions, any_of, on_days
from runtime.scope import inside
from services.recruitment.applications import rules
from services.recruitment.applications.model import OWN_WORDS, Abstained, Application
from services.recruitment.applications.rules import Deed
from services.recruitment.campaigns.model import Campaign, Screening
from services.recruitment.campaigns.queries import takes_applications, takes_paper
from services.recruitment.posts.model import Post
from services.recruitment.posts.rules import states as posts
from vocabulary.actors import Actor
from vocabulary.masking import masked_address, masked_name, masked_phone
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.personal_text import hidden
from vocabulary.problems import NotFound, WrongState
from vocabulary.tracking import grouped

KIND = "application"
APPLICATIONS = Kept(Application, KIND, "报名", "application", read=Action.APPLICATION_READ)

ORDER = paging.Order(
    {"received_at": Application.received_at, "decided_at": Application.decided_at},
    identity=Application.id,
    usual="-received_at",
)
#: The steps of the history shown to the person: decisions and their reasons.
_TOLD = frozenset(
    {
        "received",
        "recommended",
        "consented",
        "withdrawn",
        "stage_passed",
        "stage_failed",
        "selected",
        "turned_down",
        "appointed",
        "reserve_left",
        "notice_agreed",
        "notice_declined",
    }
)


#: The steps that put a person who agreed on the reserve list.
_NOT_SUCCESSFUL = frozenset({"stage_failed", "turned_down", "replaced"})


#: Everything else with a column is copied.
_PERSON = ("name", "phone", "possible", "post", "campaign")
_SAID = (*OWN_WORDS, "recommended_by")
_WORDS = ("address", *_SAID)
_SUMMARY = Copying(Application, ApplicationSummary, given=_PERSON)
_VIEW = Copying(
    Application,
    ApplicationView,
    given=(*_PERSON, *_WORDS, "code", "recommendation", "history"),
)
_OWN = Copying(
    Application,
    OwnApplication,
    given=(
        *_PERSON,
        *_WORDS,
        "may_edit",
        "may_withdraw",
        "may_consent",
        "steps",
    ),
)
_STEP = history.Telling(ApplicationStep, given=("stage", "opinion", "note"))


@dataclass(frozen=True)
class Candidate:
    """The selected person, as an appointment needs them; name and phone in full."""

    application_id: UUID
    person_id: UUID
    name: str
    phone: str | None
    account: str | None
    post_id: UUID
    community: str
    consents_to_notice: bool
    selected_on: dt.date | None
    #: Last day on which they may be proposed from the reserve list; null: not from it.
    reserve_until: dt.date | None


def candidate(
    session: Session, application_id: UUID, *, community: str, for_change: bool = True
) -> Candidate:
    """The selected person in the community; the caller checks that the actor may know.

    Raises:
        NotFound: there is no such application there; the answer does not reveal one elsewhere.
        WrongState: it is not a selected one, or the person withdrew.
    """
    chosen = sa.select(Application).where(
        Application.id == application_id, Application.community == community
    )
    found = the(
        session, chosen, for_change=for_change, otherwise=APPLICATIONS.no_such(application_id)
    )
    if found.state is not ApplicationState.SELECTED or found.name is None:
        raise WrongState(
            f"报名{found.number}不是拟聘人选，不能提名聘任。",
            f"Application {found.number} is not a selected one, so it cannot be proposed.",
        )
    return Candidate(
        application_id=found.id,
        person_id=found.person_id,
        name=found.name,
        phone=found.phone,
        account=found.account,
        post_id=found.post_id,
        community=found.community,
        consents_to_notice=found.consents_to_notice,
        selected_on=None if found.decided_at is None else day_of(found.decided_at),
        reserve_until=_selected_from_reserve_until(session, found),
    )


def _selected_from_reserve_until(session: Session, application: Application) -> dt.date | None:
    """How long a person selected from the reserve list is available (R46).

    A selected person who was unsuccessful before comes from the list; the agreed months count from
    then on.
    """
    entries = history.of(session, KIND, application.id)
    failed = [entry for entry in entries if entry.what in _NOT_SUCCESSFUL]
    if not failed:
        return None
    return rules.reserve_until(day_of(failed[-1].happened_at), application.reserve_months)


def stands(application_id: Any) -> sa.ColumnElement[bool]:
    """Whether the application of this column still names somebody who was selected.

    Not, once the person has withdrawn it or had it erased; where there is none, it does.
    """
    selected = sa.exists().where(
        Application.id == application_id,
        Application.state == ApplicationState.SELECTED,
        Application.erased_at.is_(None),
    )
    return sa.or_(application_id.is_(None), selected)


def agreeing_to_notice(session: Session, ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of these applications that let the public notice name the person now."""
    chosen = sa.select(Application.id).where(
        Application.id.in_(ids),
        Application.consents_to_notice.is_(True),
        Application.erased_at.is_(None),
    )
    return frozenset(session.scalars(chosen))


def still_stands(session: Session, application_id: UUID | None) -> bool:
    """The same for one application."""
    if application_id is None:
        return True
    return session.scalar(sa.select(stands(sa.literal(application_id, sa.Uuid())))) is True


def is_applicant(session: Session, community: str, person_id: UUID, phone: str | None) -> bool:
    """Whether somebody applies in a community, is appointed from it, or stands on its reserve list."""
    chosen = sa.select(Application.id).where(
        Application.community == community,
        Application.erased_at.is_(None),
        sa.or_(
            Application.person_id == person_id, marks.PHONE.is_of(Application.phone_print, phone)
        ),
        sa.or_(
            Application.state.in_(
                (ApplicationState.RECEIVED, ApplicationState.SELECTED, ApplicationState.APPOINTED)
            ),
            Application.reserve_until >= day_of(clock.now()),
        ),
    )
    return session.scalars(chosen.limit(1)).first() is not None


def one_with_code(session: Session, code: str, *, for_change: bool = False) -> Application:
    """The application that a code belongs to, however it was typed.

    Raises:
        NotFound: the code is unknown.
    """
    chosen = sa.select(Application).where(has_code(Application.code_print, code))
    refusal = NotFound(
        "没有此查询码的报名，请核对。", "There is no application with this code; check it."
    )
    return the(session, chosen, for_change=for_change, otherwise=refusal)


def bears(*, code: str | None, phone: str | None, name: str | None) -> sa.ColumnElement[bool]:
    """The applications with this code, phone or full name; None finds none.

    Code, phone and name lie sealed and are found by their prints, under every key while keys change.
    """
    row = Application
    wanted = [] if code is None else [has_code(row.code_print, code)]
    if phone is not None:
        wanted.append(marks.PHONE.is_of(row.phone_print, phone))
    if name is not None:
        wanted.append(marks.NAME.is_of(row.name_print, name))
    return sa.or_(sa.false(), *wanted)


def show(session: Session, actor: Actor, application_id: UUID) -> ApplicationView:
    """One application with its history.

    Raises:
        NotFound: no such application in the actor's communities.
    """
    return shown(session, actor, APPLICATIONS.one_of(session, actor, application_id))


def page(session: Session, actor: Actor, request: ListApplications) -> ApplicationPage:
    """A page of the applications in the actor's scope, newest first unless sorted otherwise.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    found = narrowed(session, request, APPLICATIONS.reached_by(actor))
    return listed(session, actor, found)


def narrowed(
    session: Session, request: ApplicationFilter, *wanted: sa.ColumnElement[bool]
) -> paging.Page[Application]:
    """A page of the applications that are wanted and that the filters let pass.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    chosen = sa.select(Application).where(*wanted, *_narrowed(request))
    return paging.page(session, chosen, ORDER, request)


def listed(session: Session, actor: Actor, found: paging.Page[Application]) -> ApplicationPage:
    """A page as lists show it."""
    return ApplicationPage(items=summaries(session, actor, found.rows), **found.besides)


def summaries(
    session: Session, actor: Actor, found: Sequence[Application]
) -> list[ApplicationSummary]:
    """Applications as lists show them, the people masked for everybody."""
    possible, titles = possible_with(session, actor, found), _titles(session, found)
    return [
        _SUMMARY(one, **_masked(one), **titles[one.id], possible=possible[one.id]) for one in found
    ]


def _titles(session: Session, found: Sequence[Application]) -> Mapping[UUID, dict[str, str]]:
    """What post and campaign of each of these are called."""
    chosen = (
        sa.select(Application.id, Post.title, Campaign.title)
        .join(Post, Post.id == Application.post_id)
        .join(Campaign, Campaign.id == Application.campaign_id)
        .where(Application.id.in_([one.id for one in found]))
    )
    return {row[0]: {"post": row[1], "campaign": row[2]} for row in session.execute(chosen)}


def possible_with(
    session: Session, actor: Actor, found: Sequence[Application]
) -> Mapping[UUID, list[str]]:
    """What the actor can do now with each of these applications."""
    screened = _Screened.of(session, actor, found)
    chosen = sa.select(Campaign).where(Campaign.id.in_({one.campaign_id for one in found}))
    campaigns = {campaign.id: campaign for campaign in session.scalars(chosen)}
    possible = {}
    for one in found:
        campaign = campaigns[one.campaign_id]
        facts = rules.Facts(
            takes=takes_applications(campaign),
            takes_consent=takes_paper(campaign),
            is_erased=one.erased_at is not None,
            is_listed=one.reserve_until is not None,
            **screened.facts_of(one),
        )
        deeds = rules.TABLE.granted(actor, area=one.community)
        possible[one.id] = rules.TABLE.offered(one.state, deeds, held=rules.held(one.state, facts))
    return possible


def possible_with_code(session: Session, application: Application) -> list[str]:
    """What the person can do now with the code."""
    takes = takes_applications(session.get_one(Campaign, application.campaign_id))
    post = session.get_one(Post, application.post_id)
    facts = rules.Facts(
        takes=takes,
        takes_consent=takes and post.state in posts.SHOWN,
        is_erased=application.erased_at is not None,
        is_listed=application.reserve_until is not None,
    )
    held = rules.held(application.state, facts)
    return rules.TABLE.offered(application.state, rules.WITH_CODE, held=held)


def own_posts(session: Session, actor: Actor, campaigns: Collection[UUID]) -> frozenset[UUID]:
    """The posts of these campaigns that the actor applied for."""
    if actor.account is None:
        return frozenset()
    chosen = sa.select(Application.post_id).where(
        Application.campaign_id.in_(campaigns),
        Application.account == actor.account,
        Application.state != ApplicationState.WITHDRAWN,
    )
    return frozenset(session.scalars(chosen))


def shown(session: Session, actor: Actor, application: Application) -> ApplicationView:
    """One application for the staff who handle or oversee it, the person masked.

    The full details need a reason, see `disclosures`.
    """
    return _VIEW(
        application,
        **_masked(application),
        **_titles(session, [application])[application.id],
        **_words(application) | _supporters(actor, application),
        possible=possible_with(session, actor, [application])[application.id],
        address=masked_address(application.address),
        code=grouped(application.code) if _tells_code(actor, application) else None,
        recommendation=hidden(application.recommendation),
        history=[step(entry) for entry in history.of(session, KIND, application.id)],
    )


def _supporters(actor: Actor, application: Application) -> dict[str, Any]:
    """The recommenders and supporters, as far as the reader needs them.

    The workstation sees recommenders in full; residents are masked for everybody else. Readers who
    only oversee do not get the names of supporters.
    """
    by, area = hidden(application.recommended_by), application.community
    is_whole = application.recommender is Recommender.GROUP or _is_workstation(actor, area)
    groups = hidden(application.supporter_groups)
    screens = may(actor, Action.APPLICATION_DISCLOSE, area=area)
    return {
        "recommended_by": by if is_whole or application.erased_at else masked_name(by),
        "supporter_groups": groups if screens or application.erased_at else masked_name(groups),
    }


def _is_workstation(actor: Actor, community: str) -> bool:
    # The workstation is the role that both sees full details and writes applications down.
    both = (Action.APPLICATION_RECORD, Action.APPLICATION_DISCLOSE)
    return all(may(actor, action, area=community) for action in both)


def _tells_code(actor: Actor, application: Application) -> bool:
    """Whether staff see the code, which opens and changes everything.

    Only the workstation, and only until it has brought the code to the recommended person;
    afterwards it is theirs alone.
    """
    is_recommended = application.state is ApplicationState.RECOMMENDED
    return is_recommended and _is_workstation(actor, application.community)


def told(session: Session, application: Application) -> OwnApplication:
    """An application for the holder of its code."""
    campaign = session.get_one(Campaign, application.campaign_id)
    post = session.get_one(Post, application.post_id)
    possible = possible_with_code(session, application)
    entries = history.of(session, KIND, application.id)
    return _OWN(
        application,
        campaign=hidden(campaign.title),
        post=hidden(post.title),
        **_masked(application),
        **_words(application),
        address=masked_address(application.address),
        possible=possible,
        may_edit=_is_offered(Deed.EDIT, possible),
        may_withdraw=_is_offered(Deed.WITHDRAW, possible),
        may_consent=_is_offered(Deed.CONSENT, possible),
        steps=[told_step(entry) for entry in entries if entry.what in _TOLD],
    )


@dataclass(frozen=True)
class _Screened:
    """How far these applications are screened, and which of them others must judge."""

    actor: Actor
    stages: Mapping[UUID, int]
    own: frozenset[UUID]
    abstained: frozenset[UUID]
    selected: Mapping[tuple[UUID, UUID], UUID]

    @classmethod
    def of(cls, session: Session, actor: Actor, found: Sequence[Application]) -> _Screened:
        campaigns = {one.campaign_id for one in found}
        begun = sa.select(Screening).where(Screening.campaign_id.in_(campaigns))
        abstained = sa.select(Abstained.application_id).where(
            Abstained.application_id.in_([one.id for one in found]),
            Abstained.assessor == (actor.account or ""),
        )
        selected = sa.select(Application.campaign_id, Application.post_id, Application.id).where(
            Application.campaign_id.in_(campaigns), Application.state == ApplicationState.SELECTED
        )
        return cls(
            actor=actor,
            stages={one.campaign_id: len(one.stages) for one in session.scalars(begun)},
            own=own_posts(session, actor, campaigns),
            abstained=frozenset(session.scalars(abstained)),
            selected={(row[0], row[1]): row[2] for row in session.execute(selected)},
        )

    def facts_of(self, one: Application) -> dict[str, bool]:
        is_own = one.account is not None and one.account == self.actor.account
        has_abstained = one.id in self.abstained
        stages = self.stages.get(one.campaign_id, 0)
        has_stages_left = one.stages_passed < stages
        other = self.selected.get((one.campaign_id, one.post_id), one.id)
        is_ready = (
            is_at_disposal(one)
            if one.state is ApplicationState.UNSUCCESSFUL
            else not has_stages_left
        )
        return {
            "is_begun": one.campaign_id in self.stages,
            "is_for_others": is_own or has_abstained or one.post_id in self.own,
            "has_abstained": has_abstained,
            "has_stages_left": has_stages_left,
            "is_selectable": is_ready and other == one.id,
        }


def is_at_disposal(application: Application) -> bool:
    """Whether somebody can be selected from the reserve list today (R46)."""
    until = application.reserve_until
    return until is not None and until >= day_of(clock.now())


def _is_offered(deed: Deed, possible: Collection[str]) -> bool:
    return rules.TABLE.deeds[deed].route in possible


def _masked(application: Application) -> dict[str, Any]:
    return {
        "name": masked_name(application.name),
        "phone": masked_phone(application.phone),
    }


def _words(application: Application) -> dict[str, Any]:
    return {name: hidden(getattr(application, name)) for name in _SAID}


def step(entry: history.Entry) -> ApplicationStep:
    """One step as staff reads it; a number of a neighbour, who was not asked, is hidden."""
    return _STEP(
        entry, stage=entry.details.get("stage"), opinion=opinion_of(entry), note=hidden(entry.note)
    )


def told_step(entry: history.Entry) -> ApplicationStep:
    """The same as the person reads it, who needs not know which of the staff it was."""
    return replace(step(entry), by=None)


def opinion_of(entry: history.Entry) -> Opinion | None:
    """The residents' opinion, where an entry has it."""
    kept = entry.details.get("opinion")
    return None if kept is None else Opinion.read(kept)


def _narrowed(request: ApplicationFilter) -> Conditions:
    asked = {
        Application.campaign_id: request.campaign_id,
        Application.post_id: request.post_id,
        Application.number: request.number,
    }
    return [
        *([inside(request.area, Application.community)] if request.area else []),
        *(column == value for column, value in asked.items() if value is not None),
        *any_of(Application.state, request.state),
        *any_of(Application.source, request.source),
        *on_days(Application.received_at, request.received_from, request.received_to),
    ]

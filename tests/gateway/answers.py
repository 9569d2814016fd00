"""What the services answer in the tests."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from contracts.appeals.actions import TakeAction
from contracts.appeals.appeal import AppealView, Step, TrackedAppeal
from contracts.appeals.assignment import AcceptAppeal, AssignAppeal, DeclineAppeal
from contracts.appeals.categories import (
    CategoryView,
    PutCategory,
    ShowCategory,
)
from contracts.appeals.closing import CloseAppeal, ContestAppeal, ReopenAppeal
from contracts.appeals.commissioners import CommissionerLoads, CountCommissioners
from contracts.appeals.disclosures import (
    CommunityDisclosureList,
    DiscloseContact,
    Disclosed,
    DisclosureList,
    FindAppeals,
    ListCommunityDisclosures,
    ListDisclosures,
    ToldDisclosures,
    TrackDisclosures,
)
from contracts.appeals.durations import Durations, ShowDurations
from contracts.appeals.feed import ReadAppealsLog
from contracts.appeals.intake import (
    AppealCounts,
    AppealPage,
    CountAppeals,
    ListAppeals,
    ShowAppeal,
    TrackAppeal,
)
from contracts.appeals.own_data import (
    EraseAppeal,
    EraseOwnData,
    Erasure,
    ErasureAnswer,
    ExportOwnData,
    OwnData,
    OwnDataAnswer,
)
from contracts.appeals.rating import RateAppeal, RateTrackedAppeal
from contracts.appeals.receptions import (
    ListReceptions,
    ReceptionPage,
    ReceptionView,
    RecordReception,
)
from contracts.appeals.words import ApplicantGroup, Channel, Method, State
from contracts.audit import AuditEntry, AuditPage, Change, FieldChange
from contracts.feed import LoggedEvents
from contracts.gateway.attachments import AttachmentList, ListAttachments
from contracts.gateway.consents import (
    ConsentList,
    ConsentView,
    FindConsents,
    GiveConsent,
    ListConsents,
    ListOwnConsents,
    RecordConsent,
    WithdrawConsent,
)
from contracts.gateway.feed import ReadGatewayLog
from contracts.gateway.offices import CheckOfficeHolder, OfficeHolder
from contracts.gateway.words import GivenHow, Purpose
from contracts.incentives.ballots import ShowSlip, SlipView
from contracts.incentives.feed import ReadIncentivesLog
from contracts.incentives.news import ListNews, News, NewsPerson
from contracts.incentives.reports import PublicWorkReport, ShowPublicWorkReport
from contracts.incentives.selections import ListPublicSelections, PublicSelections
from contracts.recruitment.commissioners import ListServing, ServingCommissioners
from contracts.recruitment.feed import ReadRecruitmentLog
from contracts.recruitment.office import ListNamesToHonour, NamesOfDay
from contracts.registry import Answer, Request
from contracts.street.digests import (
    DigestFigures,
    DigestLine,
    DigestPage,
    DigestView,
    HeardUpTo,
    ListDigests,
)
from contracts.street.feed import ReadStreetLog
from contracts.street.live import LiveFigures, LivePeriod, WatchedFigures, WatchFigures
from contracts.street.totals import (
    CommunityLine,
    Months,
    Rate,
    ReceptionLine,
    ShowMonths,
    ShowTotals,
    Totals,
)
from contracts.street.words import Span
from contracts.volunteers.activities import PublicActivity, ShowPublicActivity
from contracts.volunteers.catalogue import Catalogue, ShowCatalogue
from contracts.volunteers.check_in_codes import CheckedIn, CheckInByCode, OwnCheckIn
from contracts.volunteers.doubles import DoubleList, ListDoubles
from contracts.volunteers.feed import ReadVolunteersLog
from contracts.volunteers.findings import CheckFindingToPassOn, FindingView
from contracts.volunteers.invitations import OpenInvitation, ShowInvitation
from contracts.volunteers.reminders import ListVolunteerReminders, VolunteerReminders
from contracts.volunteers.volunteers import (
    ListVolunteers,
    OwnCode,
    OwnVolunteer,
    ShowOwnCode,
    ShowOwnVolunteer,
    VolunteerPage,
)
from contracts.volunteers.words import Presence
from gateway.api.audit import OF_SERVICE as AUDIT_OF
from tests.gateway.cases.case import an_answer, gathered
from tests.gateway.doubles import DENGLIANG, SECRET, Gateway
from vocabulary.areas import Level
from vocabulary.tracking import code_from

APPEAL = UUID("01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3")
MOMENT = dt.datetime(2013, 5, 4, 1, 30, tzinfo=dt.UTC)


def a_code(secret: bytes) -> str:
    """A tracking code that was really given out."""
    return code_from(b"8 or more bytes", secret)


def an_appeal() -> AppealView:
    """One appeal with a history of one action."""
    step = Step(
        what="action_taken",
        happened_at=MOMENT,
        recorded_at=MOMENT,
        by="commissioner-1",
        role="commissioner",
        method=Method.SETTLE_ON_THE_SPOT,
        note="换了灭火器",
    )
    return AppealView(
        id=APPEAL,
        number="〔2013〕17",
        tracking_code="0000-0000-0000-0000",
        community="440305007003",
        category="fire_safety",
        applicant_group=ApplicantGroup.MIGRANT_WORKER,
        text="灭火器过期了",
        state=State.ASSIGNED,
        possible=["actions", "closing"],
        commissioner="commissioner-1",
        received_at=MOMENT,
        round=1,
        version=3,
        is_handler=True,
        history=[step],
    )


def a_tracked_appeal() -> TrackedAppeal:
    """The same as its resident sees it."""
    return TrackedAppeal(
        stored=True,
        tracking_code="0000-0000-0000-0000",
        number="〔2013〕17",
        state=State.ASSIGNED,
        possible=["erasure"],
        received_at=MOMENT,
        version=3,
    )


def _totals() -> Totals:
    rate = Rate(numerator=93, denominator=95, percent=97.89)
    line = CommunityLine(
        community="440305007003", appeals=95, closed=95, settled=93, settled_rate=rate
    )
    return Totals(
        from_day=dt.date(2012, 1, 1),
        to_day=None,
        area=None,
        receptions=1746,
        appeals=95,
        closed=95,
        settled=93,
        settled_rate=rate,
        receptions_by_community=[ReceptionLine(community="440305007003", receptions=1746)],
        by_community=[line],
        by_category=[],
        by_applicant_group=[],
        by_channel=[],
        by_outcome=[],
    )


def _watched() -> WatchedFigures:
    period = LivePeriod(
        span=Span.EVER,
        begins=None,
        receptions=1746,
        appeals=95,
        closed=95,
        settled=93,
        settled_rate=Rate(numerator=93, denominator=95, percent=97.89),
    )
    figures = LiveFigures(area=None, day=dt.date(2013, 5, 4), periods=[period])
    return WatchedFigures(mark="2013-05-04.1.0.0", items=[figures])


def _digests() -> DigestPage:
    line = DigestLine(key="pets", appeals=95, closed=95, settled=93)
    figures = DigestFigures(
        span=Span.EVER,
        begins=None,
        receptions=1746,
        appeals=95,
        closed=95,
        settled=93,
        settled_rate=Rate(numerator=93, denominator=95, percent=97.89),
        by_category=[line],
        by_applicant_group=[],
        by_channel=[],
        by_outcome=[],
    )
    digest = DigestView(
        area="440305007003",
        level=Level.COMMUNITY,
        day=dt.date(2013, 5, 4),
        heard=[HeardUpTo(source="appeals", sequence=1204)],
        periods=[figures],
        version=22792447,
    )
    return DigestPage(items=[digest], last=1, more=False)


def _checked_in() -> CheckedIn:
    return CheckedIn(
        activity="楼道巡查", starts_at=MOMENT, ends_at=MOMENT, presence=Presence.PRESENT
    )


def _own_data() -> OwnData:
    return OwnData(
        exported_at=MOMENT,
        id=APPEAL,
        number="〔2013〕17",
        tracking_code="0000-0000-0000-0000",
        community="440305007003",
        category="fire_safety",
        applicant_group=ApplicantGroup.MIGRANT_WORKER,
        text="灭火器过期了",
        state=State.ASSIGNED,
        received_at=MOMENT,
        round=1,
        history=[],
        disclosures=[],
    )


def _audit() -> AuditPage:
    entry = AuditEntry(
        pos=17,
        kind="appeal",
        identity=str(APPEAL),
        seq=2,
        area="440305007003",
        change=Change.UPDATED,
        action="appeals.accept_appeal",
        happened_at=MOMENT,
        account="clerk-1",
        role="workstation_staff",
        on_behalf_of=None,
        address="203.0.113.7",
        program="http",
        correlation_id="work-17",
        changes=[
            FieldChange(field="state", before="received", after="accepted"),
            FieldChange(field="version", before=1, after=2),
            FieldChange(field="text", hidden=True),
        ],
        hash="00",
    )
    return AuditPage(items=[entry], next_cursor="further")


def answering_gateway(**parts: Any) -> Gateway:
    """A gateway behind which everything answers."""
    made = Gateway(**parts)
    made.services.answers.update(everything())
    return made


def _own_volunteer() -> Answer:
    """Somebody who is registered in a community of a known street."""
    own = cast("OwnVolunteer", an_answer(OwnVolunteer))
    registrations = [dataclasses.replace(one, community=DENGLIANG) for one in own.registrations]
    return dataclasses.replace(own, registrations=registrations)


def _news() -> Answer:
    """News that tells of somebody."""
    news = cast("News", an_answer(News))
    person = cast("NewsPerson", an_answer(NewsPerson))
    return dataclasses.replace(
        news, items=[dataclasses.replace(one, people=[person]) for one in news.items]
    )


def everything() -> dict[type[Request[Any]], Answer]:
    """An answer for each kind of request; the caller may put others in their place."""
    return dict(_everything())


@functools.cache
def _everything() -> Mapping[type[Request[Any]], Answer]:
    reception = ReceptionView(
        id=APPEAL,
        community="440305007003",
        visitors=3,
        channel=Channel.HOME_VISIT,
        held_at=MOMENT,
    )
    category = CategoryView(
        code="pets", name_zh="宠物管理", name_en="Pets", active=False, version=2
    )
    consent = ConsentView(
        id=APPEAL,
        account="volunteer-1",
        area="440305007003",
        purpose=Purpose.PUBLISH_PHONE,
        text_version="phone-1",
        how=GivenHow.WEB,
        given_at=MOMENT,
        possible=["withdrawal"],
        holds=True,
    )
    consents = ConsentList(items=[consent])
    view, tracked = an_appeal(), a_tracked_appeal()
    return {
        **{case.becomes: an_answer(case.becomes.ANSWER) for case in gathered()},
        CheckOfficeHolder: OfficeHolder(account=APPEAL),
        ShowOwnVolunteer: _own_volunteer(),
        ShowPublicActivity: dataclasses.replace(
            cast("PublicActivity", an_answer(PublicActivity)), community=DENGLIANG
        ),
        ShowInvitation: dataclasses.replace(
            cast("OpenInvitation", an_answer(OpenInvitation)), community=DENGLIANG
        ),
        CheckFindingToPassOn: dataclasses.replace(
            cast("FindingView", an_answer(FindingView)),
            community="440305007003",
            address="3 栋",
            words="已过期。",
        ),
        ShowAppeal: view,
        AcceptAppeal: view,
        DeclineAppeal: view,
        AssignAppeal: view,
        CountCommissioners: CommissionerLoads(items=[]),
        ListServing: ServingCommissioners(items=[]),
        ShowPublicWorkReport: an_answer(PublicWorkReport),
        ShowSlip: an_answer(SlipView),
        ListPublicSelections: an_answer(PublicSelections),
        ListNews: _news(),
        ShowOwnCode: OwnCode(code=a_code(SECRET)),
        ListNamesToHonour: an_answer(NamesOfDay),
        TakeAction: view,
        CloseAppeal: view,
        ReopenAppeal: view,
        RateAppeal: view,
        TrackAppeal: tracked,
        RateTrackedAppeal: tracked,
        ContestAppeal: tracked,
        ListAppeals: AppealPage(items=[view], next_cursor="further"),
        CountAppeals: AppealCounts(
            received=1,
            accepted=2,
            assigned=3,
            due_soon=1,
            overdue=1,
            reopened=0,
            closed=95,
            more_than_closed=False,
        ),
        FindAppeals: AppealPage(items=[view]),
        ListVolunteers: VolunteerPage(items=[]),
        ListVolunteerReminders: VolunteerReminders(items=[], groups_to_check=0),
        ListDoubles: DoubleList(items=[]),
        ShowCatalogue: Catalogue(items=[]),
        ListReceptions: ReceptionPage(items=[reception]),
        RecordReception: reception,
        ShowCategory: category,
        PutCategory: category,
        ShowDurations: an_answer(Durations),
        ShowMonths: an_answer(Months),
        ShowTotals: _totals(),
        ListDigests: _digests(),
        WatchFigures: _watched(),
        ListAttachments: AttachmentList(items=[], possible=[]),
        DiscloseContact: Disclosed(id=APPEAL, appeal_id=APPEAL, disclosed_at=MOMENT, text="灯坏了"),
        ListDisclosures: DisclosureList(items=[]),
        ListCommunityDisclosures: CommunityDisclosureList(items=[]),
        TrackDisclosures: ToldDisclosures(items=[]),
        CheckInByCode: OwnCheckIn(checked_in=_checked_in()),
        ExportOwnData: OwnDataAnswer(data=_own_data()),
        EraseOwnData: ErasureAnswer(erasure=Erasure(number="〔2013〕17", erased_at=MOMENT)),
        EraseAppeal: view,
        GiveConsent: consent,
        RecordConsent: consent,
        WithdrawConsent: consent,
        ListOwnConsents: consents,
        ListConsents: consents,
        FindConsents: consents,
        **dict.fromkeys(
            (
                ReadAppealsLog,
                ReadRecruitmentLog,
                ReadVolunteersLog,
                ReadIncentivesLog,
                ReadStreetLog,
                ReadGatewayLog,
            ),
            LoggedEvents(items=[{"sequence": "1"}], last=1, more=False),
        ),
        **dict.fromkeys(AUDIT_OF.values(), _audit()),
    }

"""Applying, by the person and by clerks; and the person's own application by its code."""

from __future__ import annotations

from uuid import UUID

from contracts.recruitment.applications import (
    Agreement,
    ApplicationBody,
    ApplicationFilter,
    ApplicationPage,
    ApplicationReceipt,
    ApplicationView,
    ConsentToRecommendation,
    EditApplication,
    EditedApplication,
    EditOwnApplication,
    Leaving,
    ListApplications,
    NoticeWish,
    OwnApplication,
    Recommend,
    Recommendation,
    RecordApplication,
    RecordApplicationConsent,
    RecordedAgreement,
    RecordedApplication,
    RecordedLeaving,
    RecordedNoticeWish,
    RecordNoticeConsent,
    ReserveWish,
    SetOwnNoticeConsent,
    SetOwnReserve,
    ShowApplication,
    ShowOwnApplication,
    SubmitApplication,
    WithdrawApplication,
    WithdrawOwnApplication,
)
from contracts.recruitment.campaigns import ShowCampaign
from contracts.recruitment.disclosures import (
    ApplicantDisclosed,
    ApplicantDisclosureList,
    ApplicantSearch,
    DiscloseApplicant,
    DisclosingApplicant,
    DisclosureFilter,
    FindApplicants,
    ListApplicantDisclosures,
    ToldApplicantDisclosures,
    TrackApplicantDisclosures,
)
from contracts.recruitment.own_data import (
    ApplicationCopy,
    ApplicationErasure,
    CleaningWish,
    CopyWish,
    EraseOwnApplication,
    ExportOwnApplication,
)
from gateway.api.recruitment.named_accounts import aside, check_account
from gateway.api.recruitment.own_codes import new_code
from gateway.http.routes import Routes, ask
from gateway.http.tracking_codes import checked
from vocabulary.permissions import Action

routes = Routes("applications", "报名 · Applications")

_CAMPAIGN = "/campaigns/<uuid:campaign_id>"
_PUBLIC, _ALL = "/api/v1/public", "/api/v1/applications"
_OWN = f"{_PUBLIC}/applications/<code>"
_ONE = f"{_ALL}/<uuid:application_id>"
_RECORD = Action.APPLICATION_RECORD


@routes.post(
    f"{_PUBLIC}{_CAMPAIGN}/applications",
    may=Action.ANYONE,
    takes=ApplicationBody,
    answers=ApplicationReceipt,
)
def apply(body: ApplicationBody, campaign_id: UUID) -> ApplicationReceipt:
    """Apply for a post (报名), without an account; the code follows and changes it."""
    code = new_code(campaign_id, body)
    request = SubmitApplication(campaign_id=campaign_id, code=code, **vars(body))
    return ask(request, key_scope=f"{campaign_id}:")


@routes.post(
    f"{_PUBLIC}{_CAMPAIGN}/recommendations",
    may=Action.ANYONE,
    takes=Recommendation,
    answers=ApplicationReceipt,
)
def recommend(body: Recommendation, campaign_id: UUID) -> ApplicationReceipt:
    """Recommend somebody (推荐), who is asked for consent before it is an application."""
    code = new_code(campaign_id, body)
    request = Recommend(campaign_id=campaign_id, code=code, **vars(body))
    return ask(request, key_scope=f"{campaign_id}:")


@routes.get(_OWN, may=Action.ANYONE, answers=OwnApplication)
def own(code: str) -> OwnApplication:
    """Show the own application: where it stands, what was decided, and why."""
    return ask(ShowOwnApplication(code=checked(code)))


@routes.put(_OWN, may=Action.ANYONE, takes=EditedApplication, answers=OwnApplication)
def edit_own(body: EditedApplication, code: str) -> OwnApplication:
    """Write the own application anew, until the deadline."""
    known = checked(code)
    return ask(EditOwnApplication(code=known, **vars(body)), key_scope=f"{known}:")


@routes.post(f"{_OWN}/withdrawal", may=Action.ANYONE, takes=Leaving, answers=OwnApplication)
def withdraw_own(body: Leaving, code: str) -> OwnApplication:
    """Apply no longer; no reason is asked for."""
    known = checked(code)
    return ask(WithdrawOwnApplication(code=known, **vars(body)), key_scope=f"{known}:")


@routes.post(f"{_OWN}/consent", may=Action.ANYONE, takes=Agreement, answers=OwnApplication)
def consent(body: Agreement, code: str) -> OwnApplication:
    """Agree to a recommendation, and apply."""
    known = checked(code)
    return ask(ConsentToRecommendation(code=known, **vars(body)), key_scope=f"{known}:")


@routes.post(f"{_OWN}/reserve", may=Action.ANYONE, takes=ReserveWish, answers=OwnApplication)
def set_reserve(body: ReserveWish, code: str) -> OwnApplication:
    """Say for how long one stands on the reserve list, or leave it."""
    known = checked(code)
    return ask(SetOwnReserve(code=known, **vars(body)), key_scope=f"{known}:")


@routes.post(f"{_OWN}/notice-consent", may=Action.ANYONE, takes=NoticeWish, answers=OwnApplication)
def set_notice_consent(body: NoticeWish, code: str) -> OwnApplication:
    """Agree to be named in the public notice, or no longer (撤回公示姓名的同意); counts at once."""
    known = checked(code)
    return ask(SetOwnNoticeConsent(code=known, **vars(body)), key_scope=f"{known}:")


@routes.post(f"{_OWN}/export", may=Action.ANYONE, takes=CopyWish, answers=ApplicationCopy)
def export(body: CopyWish, code: str) -> ApplicationCopy:
    """A copy of everything stored about the own application (查阅、复制)."""
    known = checked(code)
    return ask(ExportOwnApplication(code=known, **vars(body)), key_scope=f"{known}:")


@routes.post(f"{_OWN}/erasure", may=Action.ANYONE, takes=CleaningWish, answers=ApplicationErasure)
def erase(body: CleaningWish, code: str) -> ApplicationErasure:
    """Erase everything personal for good (删除); what is open is withdrawn."""
    known = checked(code)
    return ask(EraseOwnApplication(code=known, **vars(body)), key_scope=f"{known}:")


@routes.get(
    f"{_OWN}/disclosures",
    may=Action.ANYONE,
    filters=DisclosureFilter,
    answers=ToldApplicantDisclosures,
)
def own_disclosures(filters: DisclosureFilter, code: str) -> ToldApplicantDisclosures:
    """Who saw the own name, phone and address whole: in which role, when and why, without names."""
    return ask(TrackApplicantDisclosures(code=checked(code), **vars(filters)))


@routes.post(
    f"/api/v1{_CAMPAIGN}/applications",
    may=_RECORD,
    takes=RecordedApplication,
    answers=ApplicationReceipt,
)
def record(body: RecordedApplication, campaign_id: UUID) -> ApplicationReceipt:
    """Write an application down for somebody, also from paper of an earlier day."""
    if body.account is not None:
        community = aside(ShowCampaign(campaign_id=campaign_id)).community
        check_account(body.account, community, field="account")
    code = new_code(campaign_id, body)
    return ask(RecordApplication(campaign_id=campaign_id, code=code, **vars(body)))


@routes.get(_ALL, may=Action.APPLICATION_READ, filters=ApplicationFilter, answers=ApplicationPage)
def applications(filters: ApplicationFilter) -> ApplicationPage:
    """List the applications that the caller may see, the people masked."""
    return ask(ListApplications(**vars(filters)))


@routes.post(
    f"{_ALL}/search",
    may=Action.APPLICATION_DISCLOSE,
    takes=ApplicantSearch,
    answers=ApplicationPage,
    keyed=False,
)
def search(body: ApplicantSearch) -> ApplicationPage:
    """Find applications by whole name, phone or code (查找报名); each look is kept and told."""
    return ask(FindApplicants(**vars(body)))


@routes.get(_ONE, may=Action.APPLICATION_READ, answers=ApplicationView)
def application(application_id: UUID) -> ApplicationView:
    """Show one application, the person masked; whole for a reason, see disclosures."""
    return ask(ShowApplication(application_id=application_id))


@routes.put(_ONE, may=_RECORD, takes=EditedApplication, answers=ApplicationView)
def edit(body: EditedApplication, application_id: UUID) -> ApplicationView:
    """Write an application anew for the person, until the deadline."""
    return ask(EditApplication(application_id=application_id, **vars(body)))


@routes.post(f"{_ONE}/withdrawal", may=_RECORD, takes=RecordedLeaving, answers=ApplicationView)
def withdraw(body: RecordedLeaving, application_id: UUID) -> ApplicationView:
    """Write down that the person no longer applies."""
    return ask(WithdrawApplication(application_id=application_id, **vars(body)))


@routes.post(f"{_ONE}/consent", may=_RECORD, takes=RecordedAgreement, answers=ApplicationView)
def record_consent(body: RecordedAgreement, application_id: UUID) -> ApplicationView:
    """Write down that who was recommended applies, and how the person said so."""
    return ask(RecordApplicationConsent(application_id=application_id, **vars(body)))


@routes.post(
    f"{_ONE}/notice-consent", may=_RECORD, takes=RecordedNoticeWish, answers=ApplicationView
)
def record_notice_consent(body: RecordedNoticeWish, application_id: UUID) -> ApplicationView:
    """Write down that the person agrees to be named in the public notice, or no longer."""
    return ask(RecordNoticeConsent(application_id=application_id, **vars(body)))


@routes.post(
    f"{_ONE}/disclosures",
    may=Action.APPLICATION_DISCLOSE,
    takes=DisclosingApplicant,
    answers=ApplicantDisclosed,
)
def disclose(body: DisclosingApplicant, application_id: UUID) -> ApplicantDisclosed:
    """See the person whole (查看完整信息); who, when and why is kept and told to the person."""
    return ask(DiscloseApplicant(application_id=application_id, **vars(body)))


@routes.get(
    f"{_ONE}/disclosures",
    may=Action.APPLICATION_DISCLOSURE_READ,
    filters=DisclosureFilter,
    answers=ApplicantDisclosureList,
)
def disclosures(filters: DisclosureFilter, application_id: UUID) -> ApplicantDisclosureList:
    """Who saw an applicant whole, when and why."""
    return ask(ListApplicantDisclosures(application_id=application_id, **vars(filters)))

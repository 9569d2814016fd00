"""Applying, by the person and by clerks; and the person's own application by its code."""

from __future__ import annotations

from uuid import UUID

from contracts.recruitment.applications import (
    ApplicationBody,
    ApplicationReceipt,
    EditApplication,
    EditOwnApplication,
    ListApplications,
    RecordApplication,
    RecordedApplication,
    RecordNoticeConsent,
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
    DiscloseApplicant,
    FindApplicants,
    ListApplicantDisclosures,
    ListCommunityApplicantDisclosures,
    TrackApplicantDisclosures,
)
from contracts.recruitment.own_data import (
    EraseOwnApplication,
    ExportOwnApplication,
)
from contracts.recruitment.recommending import (
    ConsentToRecommendation,
    Recommend,
    Recommendation,
    RecordApplicationConsent,
)
from gateway.api.own_codes import new_code
from gateway.api.recruitment.named_accounts import aside, check_account
from gateway.http.routes import Routes, ask
from gateway.http.tracking_codes import checked
from vocabulary.permissions import Action

routes = Routes("applications", "报名 · Applications", reads={"code": checked})

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
    creates="/api/v1/public/applications/{code}",
)
def submit_application(body: ApplicationBody, campaign_id: UUID) -> ApplicationReceipt:
    """Apply for a post (报名), without an account; the code follows and changes it."""
    code = new_code(b"application", campaign_id.bytes, body)
    request = SubmitApplication(campaign_id=campaign_id, code=code, **vars(body))
    return ask(request, key_scope=f"{campaign_id}:")


@routes.post(
    f"{_PUBLIC}{_CAMPAIGN}/recommendations",
    may=Action.ANYONE,
    takes=Recommendation,
    answers=ApplicationReceipt,
)
def recommend(body: Recommendation, campaign_id: UUID) -> ApplicationReceipt:
    """Recommend a person (推荐), who is asked for consent before it becomes an application."""
    code = new_code(b"application", campaign_id.bytes, body)
    request = Recommend(campaign_id=campaign_id, code=code, **vars(body))
    return ask(request, key_scope=f"{campaign_id}:")


routes.asks("GET", _OWN, ShowOwnApplication, may=Action.ANYONE)
routes.asks("PUT", _OWN, EditOwnApplication, may=Action.ANYONE)
routes.asks("POST", f"{_OWN}/withdrawal", WithdrawOwnApplication, may=Action.ANYONE)
routes.asks("POST", f"{_OWN}/consent", ConsentToRecommendation, may=Action.ANYONE)
routes.asks("POST", f"{_OWN}/reserve", SetOwnReserve, may=Action.ANYONE)
routes.asks("POST", f"{_OWN}/notice-consent", SetOwnNoticeConsent, may=Action.ANYONE)
routes.asks("POST", f"{_OWN}/export", ExportOwnApplication, may=Action.ANYONE)
routes.asks("POST", f"{_OWN}/erasure", EraseOwnApplication, may=Action.ANYONE)
routes.asks("GET", f"{_OWN}/disclosures", TrackApplicantDisclosures, may=Action.ANYONE)


@routes.post(
    f"/api/v1{_CAMPAIGN}/applications",
    may=_RECORD,
    takes=RecordedApplication,
    answers=ApplicationReceipt,
    creates="/api/v1/applications/{id}",
)
def record_application(body: RecordedApplication, campaign_id: UUID) -> ApplicationReceipt:
    """Write down an application for a person, also from paper of an earlier day."""
    if body.account is not None:
        community = aside(ShowCampaign(campaign_id=campaign_id)).community
        check_account(body.account, community, field="account")
    code = new_code(b"application", campaign_id.bytes, body)
    return ask(RecordApplication(campaign_id=campaign_id, code=code, **vars(body)))


routes.asks("GET", _ALL, ListApplications, may=Action.APPLICATION_READ)
routes.asks("POST", f"{_ALL}/search", FindApplicants, may=Action.APPLICATION_DISCLOSE, keyed=False)
routes.asks("GET", _ONE, ShowApplication, may=Action.APPLICATION_READ)
routes.asks("PUT", _ONE, EditApplication, may=_RECORD)
routes.asks("POST", f"{_ONE}/withdrawal", WithdrawApplication, may=_RECORD)
routes.asks("POST", f"{_ONE}/consent", RecordApplicationConsent, may=_RECORD)
routes.asks("POST", f"{_ONE}/notice-consent", RecordNoticeConsent, may=_RECORD)
routes.asks(
    "POST",
    f"{_ONE}/disclosures",
    DiscloseApplicant,
    may=Action.APPLICATION_DISCLOSE,
    keyed=False,
)
routes.asks(
    "GET", f"{_ONE}/disclosures", ListApplicantDisclosures, may=Action.APPLICATION_DISCLOSURE_READ
)
routes.asks(
    "GET",
    f"{_ALL}/disclosures",
    ListCommunityApplicantDisclosures,
    may=Action.APPLICATION_DISCLOSURE_READ,
)

"""Complaints about commissioners: by anyone with a code, and at the desk."""

from __future__ import annotations

from contracts.incentives.complaints import (
    AbstainFromComplaint,
    AnswerComplaint,
    AskForReview,
    DiscloseComplainant,
    EraseComplaintContact,
    ExamineComplaint,
    ExtendComplaint,
    FollowComplaint,
    HearSide,
    ListCommunityComplainantDisclosures,
    ListComplaints,
    RecordComplaint,
    ReviewComplaint,
    ShowComplaint,
    SubmitComplaint,
)
from gateway.http.routes import Routes
from vocabulary.permissions import Action

routes = Routes("complaints", "投诉 · Complaints about commissioners")

_ALL = "/api/v1/complaints"
_ONE = f"{_ALL}/<uuid:complaint_id>"
_PUBLIC = "/api/v1/public/complaints/<code>"
_ABOUT = "commissioners/<uuid:appointment_id>/complaints"

routes.asks(
    "POST",
    f"/api/v1/public/{_ABOUT}",
    SubmitComplaint,
    may=Action.ANYONE,
    creates="/api/v1/public/complaints/{code}",
)
routes.asks("GET", _PUBLIC, FollowComplaint, may=Action.ANYONE)
routes.asks("POST", f"{_PUBLIC}/review-request", AskForReview, may=Action.ANYONE)
routes.asks("POST", f"{_PUBLIC}/contact-erasure", EraseComplaintContact, may=Action.ANYONE)
routes.asks(
    "POST",
    f"/api/v1/{_ABOUT}",
    RecordComplaint,
    may=Action.COMPLAINT_RECORD,
    creates="/api/v1/complaints/{id}",
)
routes.asks("GET", _ALL, ListComplaints, may=Action.COMPLAINT_READ)
routes.asks(
    "GET",
    f"{_ALL}/disclosures",
    ListCommunityComplainantDisclosures,
    may=Action.COMPLAINT_DISCLOSURE_READ,
)
routes.asks("GET", _ONE, ShowComplaint, may=Action.COMPLAINT_READ)
routes.asks("POST", f"{_ONE}/abstention", AbstainFromComplaint, may=Action.COMPLAINT_READ)
routes.asks("POST", f"{_ONE}/hearings", HearSide, may=Action.COMPLAINT_EXAMINE)
routes.asks("POST", f"{_ONE}/examinations", ExamineComplaint, may=Action.COMPLAINT_EXAMINE)
routes.asks("POST", f"{_ONE}/extension", ExtendComplaint, may=Action.COMPLAINT_EXAMINE)
routes.asks("POST", f"{_ONE}/answer", AnswerComplaint, may=Action.COMPLAINT_ANSWER)
routes.asks("POST", f"{_ONE}/review", ReviewComplaint, may=Action.COMPLAINT_REVIEW)
routes.asks(
    "POST",
    f"{_ONE}/disclosures",
    DiscloseComplainant,
    may=Action.COMPLAINT_DISCLOSE,
    keyed=False,
)

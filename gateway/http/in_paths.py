"""A name and a sentence for each parameter in the paths of the interface."""

from __future__ import annotations

from collections.abc import Collection

from contracts.fields import Source
from contracts.registry import REQUESTS
from contracts.words import Name, field_name, part_name

#: By parameter, or by the part before it and the parameter where the name alone says too little.
_SENTENCES = {
    "account": "The account.",
    "activity_id": "The activity.",
    "api_key_id": "The key.",
    "appeal_id": "The appeal.",
    "application_id": "The application.",
    "applications/code": "The code of the receipt, with which a person follows their application.",
    "appointment_id": "The appointment.",
    "booking_id": "The booking.",
    "budget_id": "The budget of the support fund.",
    "project_id": "The project of the support fund, from its application on.",
    "receipt_id": "The receipt.",
    "area": "The area: its twelve-digit code.",
    "areas/code": "The area: its twelve-digit code.",
    "attachment_id": "The attachment.",
    "burst_id": "The ratings that were set aside together.",
    "campaign_id": "The campaign.",
    "categories/code": "The category: its code, as `fire_safety`.",
    "certificate_id": "The certificate.",
    "certificates/number": "The number, as 2014-12 or as it stands on the certificate.",
    "commissioner": "The commissioner, as appointments name them.",
    "community": "The community: its twelve-digit code.",
    "consent_id": "The consent.",
    "complaint_id": "The complaint.",
    "complaints/code": "The code of the complaint, with which a person follows it.",
    "contest_id": "The contest.",
    "course_id": "The course.",
    "day": "The day, as 2013-05-04.",
    "delivery_id": "The delivery of a notice.",
    "document_id": "The document.",
    "editions/number": "The edition, counted from 1.",
    "group_id": "The group.",
    "hour-certificates/number": "The number, as 2026-12 or as it stands on the certificate.",
    "hour_certificate_id": "The certificate of hours.",
    "hours_id": "The hours.",
    "identity_id": "The linked identity.",
    "invitation": "The code in the address of the link into a team.",
    "invitation_id": "The link into a team.",
    "kind": "The kind of notice, as `appeal_assigned`.",
    "language": "`zh` or `en`.",
    "meeting_id": "The meeting.",
    "membership_id": "The membership.",
    "notice_id": "The notice: of an inbox, or the public notice of an appointment.",
    "objection_id": "The objection.",
    "batch": "The batch of slips, counted from 1.",
    "election_id": "The election.",
    "invitee_id": "The invited person.",
    "meeting_invitation_id": "The invitation to a meeting.",
    "nomination_id": "The nomination.",
    "review_code": "The code of the reviewer.",
    "review_id": "The review of a project.",
    "reviewer_id": "The reviewer.",
    "year_end_meeting_id": "The year-end meeting.",
    "honour_id": "The honour.",
    "sharing_meeting_id": "The sharing meeting.",
    "point_id": "The point of the agenda.",
    "agreement_id": "The agreed point.",
    "case_id": "The case.",
    "news/area": "The community or street: its twelve-digit code.",
    "honours/number": "The number, as 2014-12 or as it stands on the certificate.",
    "selection_id": "The selection.",
    "selection-objections/code": "The code of the receipt.",
    "slip_code": "The code on the slip.",
    "objections/code": "The code of the receipt, with which a person follows their objection.",
    "override_id": "The override of the cap of posts.",
    "parameters/name": "The parameter, as `post_cap`.",
    "part": "One of the four unified parts, as `ceremony`.",
    "person_id": "The person in this group.",
    "post_id": "The post.",
    "registration_id": "The registration of a volunteer.",
    "promise_id": "The promise.",
    "quarter": "The quarter, as 2013Q2.",
    "regulations/name": "The regulation, as `training`.",
    "report_id": "The work report.",
    "role_id": "The role that the account holds.",
    "session_id": "The session of a course.",
    "sign_in": "The sign-in.",
    "sign_up_id": "The sign-up.",
    "street": "The street: its twelve-digit code.",
    "survey_id": "The survey.",
    "team_id": "The team.",
    "template": "The template of posts: its code if it is built in, otherwise its id.",
    "tracking_code": "The tracking code of the receipt.",
    "calendar_code": "The code of the calendar, and of nothing else.",
    "finding_id": "The finding.",
    "check-ins/code": "The code of your receipt as a volunteer, or of your sign-up as a guest.",
    "sign-ups/code": "The code of the receipt, with which guests see and give back their place.",
    "national-tables/table": "`volunteers` or `hours`.",
    "volunteer-catalogue/kind": "`skill` or `interest`.",
    "{kind}/code": "The code in the catalogue, as `first_aid`.",
    "volunteers/code": "The code of the receipt, with which volunteers see and change what is theirs.",
    "year": "The year, as 2027.",
}


def sentence_of(path: str, name: str) -> str:
    """The description of `{name}` in the path.

    Raises:
        LookupError: there is none yet; add it above.
    """
    before = path.partition(f"/{{{name}}}")[0].rpartition("/")[2]
    told = _SENTENCES.get(f"{before}/{name}") or _SENTENCES.get(name)
    if told is None:
        raise LookupError(f"{{{name}}} in {path} has no description")
    return told


def name_of(part: str, operations: Collection[str]) -> Name:
    """What `{part}` of a path is called, as the requests of these operations call it.

    The path of files that lie below a thing is named as the requests about the thing name it.

    Raises:
        LookupError: nobody has named it yet; see `contracts/words/fields`.
    """
    for asked in REQUESTS.values():
        if asked.__name__ in operations and part in asked.schema().fields:
            return field_name(asked, part)
    try:
        return part_name(part)
    except LookupError:
        for asked in REQUESTS.values():
            if part in asked.takes_from(Source.PATH):
                return field_name(asked, part)
        raise

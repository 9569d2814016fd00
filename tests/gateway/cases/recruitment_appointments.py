"""Appointments, terms, certificates, hand-over and figures."""

from __future__ import annotations

from contracts.gateway.offices import CheckOfficeHolder
from contracts.recruitment.appointments import (
    ListAppointments,
    NameAppointmentAccount,
    ShowAppointment,
)
from contracts.recruitment.certificates import (
    CheckCertificate,
    IssueCertificate,
    ListCertificates,
    PrintCertificate,
    ReissueCertificate,
    RevokeCertificate,
    SetCertificateWord,
    ShowCertificateWord,
)
from contracts.recruitment.deciding import DecideAppointment
from contracts.recruitment.disclosures import (
    DiscloseAppointee,
    DiscloseObjector,
    ListAppointmentDisclosures,
    ListCommunityAppointmentDisclosures,
    TrackObjectorDisclosures,
)
from contracts.recruitment.figures import (
    ListCommunityFigures,
    ShowAppointmentFigures,
    ShowPostMonths,
)
from contracts.recruitment.handovers import ConfirmHandover, ShowHandover
from contracts.recruitment.office import ListPublicCommissioners, MarkPart
from contracts.recruitment.own_data import EraseAppointment, ExportOwnService
from contracts.recruitment.proposing import ProposeAppointment, WithdrawAppointment
from contracts.recruitment.public_notice import (
    AnswerObjection,
    FollowObjection,
    ListPublicNotices,
    OpenNotice,
    RecordObjection,
    SubmitObjection,
)
from contracts.recruitment.terms import DismissCommissioner, EndAppointment, EvaluateCommissioner
from tests.gateway.actors import COMMISSIONER, OFFICER, STAFF, holding
from tests.gateway.cases.case import Case
from vocabulary.actors import Role

COMMITTEE = holding(Role.PARTY_COMMITTEE)
_ID = "01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3"
_ALL = "/api/v1/appointments"
_ONE, _ONE_RULE = f"{_ALL}/{_ID}", f"{_ALL}/{{appointment_id}}"
_PUBLIC = "/api/v1/public"
_COMMUNITY = f"{_PUBLIC}/communities/440305007003"
_COMMUNITY_RULE = f"{_PUBLIC}/communities/{{community}}"
_CERTIFICATE = f"/api/v1/certificates/{_ID}"
_CERTIFICATE_RULE = "/api/v1/certificates/{certificate_id}"
_WORD_RULE = "/api/v1/streets/{street}/certificate-word"
_WORD = _WORD_RULE.format(street="440305007000")
_WORDS = {"reason": "表决通过。"}
_PROPOSAL = {
    "post_id": _ID,
    "kind": "interim",
    "name": "陈站",
    "position": "工作站青工专干",
    "found_because": "工作站人员过渡。",
    "ability": "在岗工作人员。",
    "trust": "居民熟悉。",
    "recognition": "党委会议讨论认可。",
    "willingness": "本人自愿。",
}
_DISMISSAL = {**_WORDS, "heard_on": "2013-09-02", "hearing": "本人无异议。"}

CASES = [
    Case("POST", _ALL, _ALL, STAFF, ProposeAppointment, _PROPOSAL),
    Case("GET", _ALL, _ALL, COMMISSIONER, ListAppointments, {}),
    Case("GET", _ONE, _ONE_RULE, COMMISSIONER, ShowAppointment, {}),
    Case("GET", f"{_ALL}/own/export", f"{_ALL}/own/export", COMMISSIONER, ExportOwnService, {}),
    Case(
        "POST",
        f"{_ONE}/erasure",
        f"{_ONE_RULE}/erasure",
        STAFF,
        EraseAppointment,
        {"asked": "in_writing"},
    ),
    Case("POST", f"{_ONE}/notice", f"{_ONE_RULE}/notice", STAFF, OpenNotice, {}),
    Case(
        "POST",
        f"{_ONE}/objections",
        f"{_ONE_RULE}/objections",
        STAFF,
        RecordObjection,
        {"text": "常年不在社区居住。"},
    ),
    Case(
        "POST",
        f"{_ONE}/objections/{_ID}/disclosures",
        f"{_ONE_RULE}/objections/{{objection_id}}/disclosures",
        COMMITTEE,
        DiscloseObjector,
        {"reason": "verify"},
    ),
    Case(
        "POST",
        f"{_ONE}/disclosures",
        f"{_ONE_RULE}/disclosures",
        STAFF,
        DiscloseAppointee,
        {"reason": "contact"},
    ),
    Case(
        "GET",
        f"{_ONE}/disclosures",
        f"{_ONE_RULE}/disclosures",
        OFFICER,
        ListAppointmentDisclosures,
        {},
    ),
    Case(
        "GET",
        f"{_ALL}/disclosures?by=clerk-1",
        f"{_ALL}/disclosures",
        OFFICER,
        ListCommunityAppointmentDisclosures,
        {},
    ),
    Case(
        "PUT",
        f"{_ONE}/objections/{_ID}/answer",
        f"{_ONE_RULE}/objections/{{objection_id}}/answer",
        COMMITTEE,
        AnswerObjection,
        {"answer": "经核实常住本社区。"},
    ),
    Case(
        "POST",
        f"{_ONE}/decision",
        f"{_ONE_RULE}/decision",
        COMMITTEE,
        DecideAppointment,
        {**_WORDS, "approved": True},
    ),
    Case("PUT", f"{_ONE}/parts/ceremony", f"{_ONE_RULE}/parts/{{part}}", STAFF, MarkPart, {}),
    Case(
        "POST",
        f"{_ONE}/withdrawal",
        f"{_ONE_RULE}/withdrawal",
        STAFF,
        WithdrawAppointment,
        _WORDS,
    ),
    Case(
        "PUT",
        f"{_ONE}/account",
        f"{_ONE_RULE}/account",
        STAFF,
        NameAppointmentAccount,
        {"account": _ID},
        asks_before=(ShowAppointment, CheckOfficeHolder),
    ),
    Case(
        "POST",
        f"{_ONE}/ending",
        f"{_ONE_RULE}/ending",
        STAFF,
        EndAppointment,
        {"reason": "resigned"},
    ),
    Case(
        "POST",
        f"{_ONE}/dismissal",
        f"{_ONE_RULE}/dismissal",
        COMMITTEE,
        DismissCommissioner,
        _DISMISSAL,
    ),
    Case(
        "PUT",
        f"{_ONE}/evaluation",
        f"{_ONE_RULE}/evaluation",
        COMMITTEE,
        EvaluateCommissioner,
        {"grade": "competent", "text": "全年办结诉求三十二件。"},
    ),
    Case("GET", f"{_ONE}/handover", f"{_ONE_RULE}/handover", COMMISSIONER, ShowHandover, {}),
    Case(
        "POST",
        f"{_ONE}/handover/confirmation",
        f"{_ONE_RULE}/handover/confirmation",
        COMMISSIONER,
        ConfirmHandover,
        {"side": "given"},
    ),
    Case("POST", f"{_ONE}/certificates", f"{_ONE_RULE}/certificates", STAFF, IssueCertificate, {}),
    Case("GET", f"{_ONE}/certificates", f"{_ONE_RULE}/certificates", STAFF, ListCertificates, {}),
    Case(
        "POST",
        f"{_CERTIFICATE}/replacement",
        f"{_CERTIFICATE_RULE}/replacement",
        STAFF,
        ReissueCertificate,
        {"reason": "遗失。"},
    ),
    Case(
        "POST",
        f"{_CERTIFICATE}/revocation",
        f"{_CERTIFICATE_RULE}/revocation",
        STAFF,
        RevokeCertificate,
        {"reason": "提名已撤回。"},
    ),
    Case(
        "GET",
        f"{_CERTIFICATE}/document",
        f"{_CERTIFICATE_RULE}/document",
        STAFF,
        PrintCertificate,
        {},
    ),
    Case(
        "GET",
        f"{_PUBLIC}/certificates/2013-17?code=7K3M-9QX2-B4TD-1V8H",
        f"{_PUBLIC}/certificates/{{number}}",
        None,
        CheckCertificate,
        {},
    ),
    Case("GET", _WORD, _WORD_RULE, STAFF, ShowCertificateWord, {}),
    Case(
        "PUT",
        _WORD,
        _WORD_RULE,
        OFFICER,
        SetCertificateWord,
        {"word": "南街聘字", "reason": "街道办公会议"},
    ),
    Case("GET", f"{_COMMUNITY}/notices", f"{_COMMUNITY_RULE}/notices", None, ListPublicNotices, {}),
    Case(
        "POST",
        f"{_PUBLIC}/notices/{_ID}/objections",
        f"{_PUBLIC}/notices/{{notice_id}}/objections",
        None,
        SubmitObjection,
        {"text": "常年不在社区居住。"},
        key_scope=f"{_ID}:",
    ),
    Case(
        "GET",
        f"{_PUBLIC}/objections/7K3M-9QX2-B4TD-1V8H",
        f"{_PUBLIC}/objections/{{code}}",
        None,
        FollowObjection,
        {},
    ),
    Case(
        "GET",
        f"{_PUBLIC}/objections/7K3M-9QX2-B4TD-1V8H/disclosures",
        f"{_PUBLIC}/objections/{{code}}/disclosures",
        None,
        TrackObjectorDisclosures,
        {},
    ),
    Case(
        "GET",
        f"{_COMMUNITY}/commissioners",
        f"{_COMMUNITY_RULE}/commissioners",
        None,
        ListPublicCommissioners,
        {},
    ),
    Case("GET", f"{_ALL}/figures", f"{_ALL}/figures", COMMISSIONER, ShowAppointmentFigures, {}),
    Case(
        "GET",
        f"{_ALL}/figures/months",
        f"{_ALL}/figures/months",
        COMMISSIONER,
        ShowPostMonths,
        {},
    ),
    Case(
        "GET",
        f"{_PUBLIC}/appointments/figures",
        f"{_PUBLIC}/appointments/figures",
        None,
        ShowAppointmentFigures,
        {},
    ),
    Case(
        "GET",
        f"{_ALL}/figures/communities?limit=200&total=true",
        f"{_ALL}/figures/communities",
        COMMISSIONER,
        ListCommunityFigures,
        {},
    ),
    Case(
        "GET",
        f"{_PUBLIC}/appointments/figures/communities",
        f"{_PUBLIC}/appointments/figures/communities",
        None,
        ListCommunityFigures,
        {},
    ),
]

"""What has a state, or a moment that ended or completed it, says what can be done with it."""

from __future__ import annotations

from collections.abc import Iterator

import gateway.app  # noqa: F401 - brings every contract
from contracts.registry import Answer

#: Facts that stand for a state: from that moment on something else can be done, or nothing.
_FACTS = frozenset(
    {"state", "confirmed_at", "ended_at", "revoked_at", "withdrawn_at", "answered_on", "read_at"}
)
#: Answers with such a fact and without `possible`, each with its reason.
_WITHOUT = {
    "OwnData": "a copy of what is stored; the appeal itself says what can be done",
    "ApplicationCopy": "a copy of what is stored; the application itself says it",
    "ApplicationErasure": "a receipt; with what is erased nothing can be done",
    "CopiedAppointment": "a copy of what is stored; the appointment itself says it",
    "CertificateCheck": "what the check page tells the holder of the paper",
    "OwnRegistration": "the person changes it through what hangs on it",
    "HourCertificateCheck": "what the check page tells the holder of the paper",
    "AttendanceView": "seats are taken, returned and judged at their session",
    "TrainingRow": "a line of a workbook",
    "PublicFundProject": "what anyone reads of a project; its own view says more",
    "PublicActivity": "anyone signs up for its shifts that are still to come",
    "DoubleSide": "one of two; what can be done is the same for every pair",
    "GroupRow": "a line of a workbook",
    "ExportedAccount": "a copy of what is stored; the account itself says it",
    "ExportedDelivery": "a copy of what is stored; the delivery itself says it",
    "ExportedSignIn": "a copy of what is stored",
    "ExportedKey": "a copy of what is stored; the list of keys has those that can be revoked",
    "ExportedNotice": "a copy of what is stored; the inbox has the notice itself",
    "NoticeView": "it can be marked as read at any time, once more too",
    "HonourCheck": "what the check page tells the holder of the paper",
    "PublicSelection": "what anyone reads; an objection is raised by its own route",
    "ProjectReviewSummary": "what anyone reads of a review; the office's view says more",
    "PublicProjectReview": "what anyone reads; reviewers rate by code",
    "SelectionObjectionReceipt": "the objector reads the answer, and does nothing else",
    "ComplaintAboutYou": "a copy of what is stored; its person does nothing with it",
    "ObjectionReceipt": "the objector reads the answer, and does nothing else",
}


def test_each_answer_with_a_state_says_what_can_be_done_with_it() -> None:
    with_state = {
        one.__name__: one for one in _answers(Answer) if _FACTS & set(one.schema().fields)
    }
    without = {name for name, one in with_state.items() if "possible" not in one.schema().fields}

    assert without == set(_WITHOUT)


def _answers(kind: type[Answer]) -> Iterator[type[Answer]]:
    for one in kind.__subclasses__():
        yield one
        yield from _answers(one)

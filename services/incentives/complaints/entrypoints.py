"""Requests about complaints, and the clock that closes them."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every, reads, writes
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
from services.incentives.complaints import operations, queries

_SECONDS = 60.0


class ComplaintsEntrypoints(Service):
    """Complaining, examining, answering and reviewing."""

    submit_complaint = writes(SubmitComplaint, operations.submit)
    follow_complaint = reads(FollowComplaint, queries.follow)
    ask_for_review = writes(AskForReview, operations.ask_for_review)
    erase_complaint_contact = writes(EraseComplaintContact, operations.erase_contact)
    record_complaint = writes(RecordComplaint, operations.record)
    list_complaints = reads(ListComplaints, queries.page)
    show_complaint = reads(ShowComplaint, queries.show)
    abstain_from_complaint = writes(AbstainFromComplaint, operations.abstain)
    hear_side = writes(HearSide, operations.hear)
    examine_complaint = writes(ExamineComplaint, operations.examine)
    extend_complaint = writes(ExtendComplaint, operations.extend)
    answer_complaint = writes(AnswerComplaint, operations.answer)
    review_complaint = writes(ReviewComplaint, operations.review)
    list_community_complainant_disclosures = reads(
        ListCommunityComplainantDisclosures, queries.seen_by_others
    )
    disclose_complainant = writes(DiscloseComplainant, operations.disclose, repeatable=False)

    @every(_SECONDS)
    def close_complaints(self, work: Work) -> None:
        operations.close_all(work.session)

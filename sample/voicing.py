"""Sharing meetings of the sample years, and how commissioners were heard: standing and voice.

The meetings of 2013 and 2014 are entered afterwards, as by a street that began to use the system
later; in 登良 one quarter of 2013 had none. The next meetings lie ahead. The street writes down
elections and nominations, has one project reviewed, and invites to the meeting at the year's end.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from uuid import UUID

from contracts.incentives.committee_elections import RecordCommitteeElection
from contracts.incentives.invitees import Invitee
from contracts.incentives.meetings import (
    AgreeAtSharingMeeting,
    AnswerMeetingAgreement,
    EnterSharingMeeting,
    ExplainMissedMeeting,
    PlanSharingMeeting,
    RecordMeetingAttendance,
    SpeakAtSharingMeeting,
    WriteMeetingMinutes,
)
from contracts.incentives.nominations import RecordNomination, RecordNominationOutcome
from contracts.incentives.project_reviews import (
    AnswerProjectReview,
    CloseProjectReview,
    DraftProjectReview,
    InviteReviewers,
    OpenProjectReview,
    SubmitReviewSheet,
    SummariseProjectReview,
)
from contracts.incentives.words import AgreementState, DeputyBody, NominationOutcome, PointKind
from contracts.incentives.year_end_meetings import InviteToMeeting, PlanYearEndMeeting
from contracts.registry import Shape
from sample import accounts, people
from sample.office_hours import workday_before
from sample.people import DENGLIANG, STREET
from sample.recruiting import NAMES, Deed, known_as
from vocabulary.actors import Actor
from vocabulary.periods import SHANGHAI

#: Changes with the content, so that an older play's keys never meet another body.
_EDITION = "nanshan-voicing-1"
_PLACE, _AT = "社区党群服务中心二楼", dt.time(14, 30)
_ENTERED = "系统启用前已召开，现按会议记录补录。"
#: Themes, with what worked and what did not.
_THEMES = (
    ("飞线充电怎么管得住", "充电桩进了三个小区", "两栋旧楼还没有地方装桩"),
    ("高空抛物怎么劝得动", "楼道宣传后少了一半", "租户换得快，要反复讲"),
    ("宠物扰民怎么说得通", "养犬公约有九成住户签名", "夜里吠叫还没有办法"),
)
_HELD = {DENGLIANG: (dt.date(2013, 3, 14), dt.date(2013, 5, 16), dt.date(2013, 12, 12))}
_USUALLY_HELD = (dt.date(2014, 5, 15), dt.date(2014, 8, 14))
_MISSED = "2013Q3"
_ELECTED_ON = dt.date(2014, 4, 20)
_SEATS, _WON = 9, 2
_AHEAD, _YEAR_END_AHEAD = dt.timedelta(days=16), dt.timedelta(days=30)
_REVIEW_DAYS, _ANSWER_DAYS = dt.timedelta(days=14), dt.timedelta(days=30)
_REVIEWERS = ("刘建国", "周美兰", "何志强", "曾玉芬", "谢永平")
_SCORES = ((4, 2), (5, 3), (4, 1), (2, 4), (5, 2))
_SAID = ("过街设施位置不方便老人。", None, "工期偏长。", None, "希望保留两棵老榕树。")


def of_then(community: str, day: dt.date) -> Iterator[Deed]:
    """The meetings of the sample years, in 登良 what the street wrote down, and the election."""
    writer = _Writer(community, day)
    yield from writer.meetings()
    if community == DENGLIANG:
        yield from writer.nomination()
        yield from writer.review()
    # By this a later play knows that nothing is missing, so it comes last.
    yield from writer.election()


def of_today(community: str, day: dt.date) -> Iterator[Deed]:
    """The next meeting, and in 登良 the street's invitations to the one at the year's end."""
    writer = _Writer(community, day)
    yield from writer.next_meeting()
    if community == DENGLIANG:
        yield from writer.year_end_meeting()


def in_office_on(community: str, day: dt.date) -> list[UUID]:
    """The appointments of a day of the sample years."""
    return [
        known_as("appointment", one.code)
        for one in people.residents_of(community)
        if one.serves_on(day)
    ]


class _Writer:
    def __init__(self, community: str, day: dt.date) -> None:
        self._community, self._day = community, day
        self._key = f"{_EDITION}-{day}-{community[-3:]}"
        self._staff = accounts.workstation_of(community).actor
        self._committee = accounts.committee_of(community).actor
        self._officer = accounts.OFFICER.actor

    def meetings(self) -> Iterator[Deed]:
        agreed = None
        days = _HELD.get(self._community, _USUALLY_HELD)
        for place, (day, theme) in enumerate(zip(days, _THEMES, strict=False)):
            agreed = yield from self._meeting(day, theme, agreed, is_last=place == len(days) - 1)
        if self._community == DENGLIANG:
            path = f"/communities/{self._community}/missed-meetings/{_MISSED}/reason"
            why = ExplainMissedMeeting.sent(reason="暑期场地维修，改在第四季度合并召开。")
            yield self._send(path, why, self._committee, method="PUT")

    def _meeting(
        self, day: dt.date, theme: Sequence[str], agreed: UUID | None, *, is_last: bool
    ) -> Generator[Deed, None, UUID | None]:
        """A meeting with its minutes; returns what it agreed on."""
        meeting = known_as("sharing meeting", self._community, str(day))
        entered = EnterSharingMeeting.sent(
            theme=theme[0], held_at=_moment(day), place=_PLACE, entered_because=_ENTERED
        )
        of_all = f"/communities/{self._community}/held-sharing-meetings"
        at = f"/sharing-meetings/{meeting}"
        yield replace(self._send(of_all, entered, self._committee, place=day), gives=meeting)
        for kind, title in zip((PointKind.WORKED, PointKind.NOT_WORKED), theme[1:], strict=True):
            point = SpeakAtSharingMeeting.sent(kind=kind, title=title)
            yield self._send(f"{at}/points", point, self._committee, place=kind)
        came = RecordMeetingAttendance.sent(
            present=in_office_on(self._community, day)[:-1], guests_present=3
        )
        yield self._send(f"{at}/attendance", came, self._staff, method="PUT")
        if agreed is not None:
            done = AnswerMeetingAgreement.sent(state=AgreementState.DONE, answer="已办成。")
            yield self._send(f"{at}/agreements/{agreed}/answer", done, self._staff, method="PUT")
        newer = None
        if not is_last:
            newer = known_as("agreement", self._community, str(day))
            agreeing = AgreeAtSharingMeeting.sent(text="每月联合巡查一次。", doer="全体专员")
            wrote = self._send(f"{at}/agreements", agreeing, self._staff)
            yield replace(wrote, names={"agreements.0.id": newer})
        minutes = WriteMeetingMinutes.sent(minutes=f"围绕“{theme[0]}”交流了做法和困难。")
        yield self._send(f"{at}/minutes", minutes, self._staff, method="PUT")
        return newer

    def election(self) -> Iterator[Deed]:
        held = RecordCommitteeElection.sent(
            held_on=_ELECTED_ON,
            seats=_SEATS,
            commissioners=min(_WON, len(in_office_on(self._community, _ELECTED_ON))),
            source=f"{NAMES[self._community]}居委会换届选举结果公告",
        )
        yield self._send(f"/communities/{self._community}/committee-elections", held, self._officer)

    def nomination(self) -> Iterator[Deed]:
        one, *_ = in_office_on(self._community, _ELECTED_ON)
        nomination = known_as("nomination", self._community)
        nominated = RecordNomination.sent(
            nominated_for=DeputyBody.PEOPLES_CONGRESS,
            nominated_on=_ELECTED_ON,
            nominated_by=f"{NAMES[self._community]}选民小组",
            source="区选举办公告",
        )
        sent = self._send(f"/commissioners/{one}/nominations", nominated, self._officer)
        yield replace(sent, gives=nomination)
        became = RecordNominationOutcome.sent(
            outcome=NominationOutcome.ELECTED,
            outcome_on=_ELECTED_ON + dt.timedelta(days=40),
            outcome_source="区选举结果公告",
        )
        yield self._send(f"/nominations/{nomination}/outcome", became, self._officer, method="PUT")

    def review(self) -> Iterator[Deed]:
        review = known_as("project review", self._community)
        codes = [known_as("review code", str(place)) for place in range(len(_REVIEWERS))]
        terms = DraftProjectReview.sent(
            area=STREET,
            project="登良路慢行系统改造",
            content="拓宽人行道，增设过街设施，工期八个月。",
            owner="街道城建科",
            criteria=["方便居民出行", "施工影响小"],
            closes_on=self._day + _REVIEW_DAYS,
            answer_due_on=self._day + _ANSWER_DAYS,
        )
        at = f"/project-reviews/{review}"
        yield replace(self._send("/project-reviews", terms, self._officer), gives=review)
        invited = InviteReviewers.sent(
            invitees=[
                Invitee(name=name, contact=f"1390000{place:04}")
                for place, name in enumerate(_REVIEWERS)
            ]
        )
        yield replace(
            self._send(f"{at}/reviewers", invited, self._officer),
            names={f"items.{place}.code": code for place, code in enumerate(codes)},
        )
        yield self._send(f"{at}/opening", OpenProjectReview.sent(), self._officer)
        for code, scores, words in zip(codes, _SCORES, _SAID, strict=True):
            sheet = SubmitReviewSheet.sent(scores=list(scores), words=words)
            # No key is kept of a rating, because it stands beside nobody.
            one = self._send(f"/public/review-sheets/{code}/ratings", sheet, None)
            yield replace(one, may_be_done=True)
        yield self._send(f"{at}/closing", CloseProjectReview.sent(), self._officer)
        told = SummariseProjectReview.sent(
            summary="多数认为出行更方便；对施工影响意见不一，有人担心工期，有人要求保留老榕树。"
        )
        yield self._send(f"{at}/summary", told, self._officer, method="PUT")
        answer = AnswerProjectReview.sent(answer="过街设施改到老年活动中心门口，老榕树保留。")
        yield self._send(f"{at}/answer", answer, self._officer)

    def next_meeting(self) -> Iterator[Deed]:
        meeting = known_as("sharing meeting", self._community, "next")
        planned = PlanSharingMeeting.sent(
            theme="年终安全检查怎么做",
            held_at=_moment(workday_before(self._day + _AHEAD)),
            place=_PLACE,
            guests="消防志愿者",
        )
        path = f"/communities/{self._community}/sharing-meetings"
        yield replace(self._send(path, planned, self._committee), gives=meeting)
        first, _ = accounts.commissioners_of(self._community)
        point = SpeakAtSharingMeeting.sent(kind=PointKind.WORKED, title="楼道堆物一周清完")
        yield self._send(f"/sharing-meetings/{meeting}/points", point, first.actor)

    def year_end_meeting(self) -> Iterator[Deed]:
        meeting = known_as("year-end meeting", STREET)
        planned = PlanYearEndMeeting.sent(
            subject="街道年终总结大会",
            held_on=workday_before(self._day + _YEAR_END_AHEAD),
            venue="九点，街道礼堂",
        )
        path = f"/streets/{STREET}/year-end-meetings"
        yield replace(self._send(path, planned, self._officer), gives=meeting)
        invited = InviteToMeeting.sent(
            appointments=[
                known_as("appointment", one.code)
                for one in people.residents_of(self._community)[:2]
            ],
            invitees=[Invitee(name="陈国华", contact="13900001234")],
        )
        yield self._send(f"/year-end-meetings/{meeting}/invitations", invited, self._officer)

    def _send(
        self,
        path: str,
        body: Shape,
        by: Actor | None,
        *,
        method: str = "POST",
        place: object = 0,
    ) -> Deed:
        return Deed(f"{self._key}{path}-{place}", method, path, body, by)


def _moment(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, _AT, SHANGHAI)

"""The chapter of today: what the five communities are busy with on the day of the demo.

The programme of 2012 to 2014 is over, so its posts are vacant. In each community two of
them are held again, by people with accounts; one candidate waits for the party committee,
one is in public notice; applicants of one campaign are screened, another campaign is open;
residents answer a survey. All of it is dated back from the day of the chapter, on days on
which a workstation is open.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from uuid import UUID

from contracts.gateway.consents import OwnConsent
from contracts.gateway.words import Purpose
from contracts.recruitment.applications import ApplicationBody, RecordedApplication
from contracts.recruitment.back_entries import AllowBackEntries
from contracts.recruitment.campaigns import CampaignStep, NewCampaign
from contracts.recruitment.courses import (
    CourseBody,
    PlanTrainingSession,
    RecordTrainingResults,
    ResultLine,
    TakeSeat,
)
from contracts.recruitment.handbooks import PublishHandbook
from contracts.recruitment.posts import PostStepBody
from contracts.recruitment.proposing import Proposal
from contracts.recruitment.public_notice import ObjectionBody
from contracts.recruitment.recommending import Recommendation
from contracts.recruitment.screening import DecideStage, Point, ScoreApplication, StartScreening
from contracts.recruitment.surveys import (
    Condition,
    NewSurvey,
    Option,
    Question,
    RecordPaperAnswer,
    Reply,
    Sheet,
    SurveyStepBody,
)
from contracts.recruitment.words import (
    CampaignChannel,
    CourseResult,
    QuestionType,
    ReceivedHow,
    Recommender,
)
from contracts.registry import Shape
from sample import accounts, people
from sample.accounts import Login
from sample.office_hours import workday_before
from sample.people import DENGLIANG, STREET, Commissioner
from sample.recruiting import Clerk, Deed, known_as, option_of
from vocabulary.actors import Actor
from vocabulary.periods import SHANGHAI

#: Changes with the content, so that an older play's keys never meet another body.
EDITION = "nanshan-today-3"
#: By which an earlier play is known again.
REASON = "演示：补录本社区近一年的社区专员材料。"
#: How long the first and the second commissioner are in office: the term of the one ends within
#: two months, the other has just begun.
_SINCE = (dt.timedelta(days=320), dt.timedelta(days=45))
_LONGEST_BACK = dt.timedelta(days=400)
_NOTICE = dt.timedelta(days=21)
_USABLE = dt.timedelta(days=30)
_DAY = dt.timedelta(days=1)
_RESERVE_MONTHS = 12
_CRITERIA = ("ability", "trust", "public_spirit", "time")
#: The applicants for the post that is screened now: how far they are, what the committee and the
#: workstation gave; the last one still waits for the workstation's points.
_APPLICANTS: tuple[tuple[int, int, int | None], ...] = ((2, 88, 85), (2, 81, 84), (1, 76, None))
_STAGES = ("check", "interview")
_PAPER_ANSWERS, _WEB_ANSWERS = 6, 2


def allowing(community: str, day: dt.date) -> Deed:
    """The street office's consent to what lies further back than a community may enter alone."""
    body = AllowBackEntries.sent(
        from_day=day - _LONGEST_BACK, to_day=day, usable_until=day + _USABLE, reason=REASON
    )
    path = f"/communities/{community}/back-entries"
    return Deed(f"{EDITION}-{day}-{community[-3:]}-allowing", "POST", path, body, _officer())


def of_community(community: str, day: dt.date) -> tuple[Deed, ...]:
    """What a community does until it stands as it does on the day."""
    # People of then stay whom the programme calls by that name.
    return tuple(replace(deed, appoints=None) for deed in _ClerkOfToday(community, day).deeds())


def courses(day: dt.date, communities: Sequence[str]) -> Iterator[Deed]:
    """A course of the street: one session that was held, one that comes."""
    course, held, coming = (known_as(name, "today") for name in ("course", "held", "coming"))
    requests: list[tuple[str, str, Shape, UUID | None]] = [
        ("POST", f"/streets/{STREET}/courses", _course(), course),
        ("POST", f"/courses/{course}/sessions", _session(workday_before(day, 8)), held),
        ("POST", f"/courses/{course}/sessions", _session(day + 9 * _DAY), coming),
    ]
    lasting = [accounts.commissioners_of(community) for community in communities]
    for first, second in lasting:
        requests += [
            ("POST", f"/training-sessions/{held}/seats", _seat(first), None),
            ("POST", f"/training-sessions/{coming}/seats", _seat(second), None),
        ]
    results = [
        ResultLine(commissioner=first.person, attended=True, result=CourseResult.PASSED)
        for first, _ in lasting
    ]
    body = RecordTrainingResults.sent(lines=results)
    requests.append(("POST", f"/training-sessions/{held}/results", body, None))
    for place, (method, path, sent, gives) in enumerate(requests, start=1):
        key = f"{EDITION}-{day}-course-{place:02}"
        yield Deed(key, method, path, sent, _officer(), gives)


def _officer() -> Actor:
    return accounts.OFFICER.actor


def _course() -> CourseBody:
    return CourseBody(
        title="个人信息保护",
        content="哪些信息可以收集，怎样保管，谁可以查看。",
        hours=2,
        is_required=True,
        required_for=None,
    )


def _session(day: dt.date) -> Shape:
    return PlanTrainingSession.sent(
        area=STREET, starts_at=moment(day, 15), place="街道办二楼会议室", seats=30
    )


def _seat(login: Login) -> Shape:
    return TakeSeat.sent(commissioner=login.person, community=login.area)


def moment(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    """By the clock of Shanghai."""
    return dt.datetime.combine(day, dt.time(hour, minute), SHANGHAI)


class _ClerkOfToday(Clerk):
    """Writes down what one community is busy with."""

    def __init__(self, community: str, day: dt.date) -> None:
        super().__init__(community, people.residents_of(community))
        self._day = day
        self._edition = f"{EDITION}-{day}-{community[-3:]}"
        self._staff = accounts.workstation_of(community).actor
        self._committee = accounts.committee_of(community).actor
        self._holders: dict[str, Login] = {}

    def deeds(self) -> Iterator[Deed]:
        first, second, waiting, noticed, screened, sought, *rest = self._everyone
        logins = accounts.commissioners_of(self._community)
        for one, since, login in zip((first, second), _SINCE, logins, strict=True):
            self._holders[one.code] = login
            yield from self._taking_office(one, workday_before(self._day - since), login)
        yield self._post(
            f"/communities/{self._community}/handbook/editions", PublishHandbook.sent()
        )
        for one in (waiting, noticed, *rest):
            # Nobody stopped looking for somebody when the last one left; somebody is found now.
            step = f"/posts/{known_as('post', one.code)}/withdrawal"
            yield self._post(step, PostStepBody(), may_be_done=True)
        yield from self.announcing(waiting, workday_before(self._day - _NOTICE))
        yield from self.announcing(noticed, workday_before(self._day))
        if self._community == DENGLIANG:
            yield self._objecting(noticed)
        yield from self._screening_now(screened)
        yield from self._looking_now(sought)
        yield from self._asking_now()

    def _taking_office(self, one: Commissioner, decided: dt.date, login: Login) -> Iterator[Deed]:
        yield from self.appointing(replace(one, appointed_on=decided))
        for purpose in (Purpose.PUBLISH_NAME, Purpose.PUBLISH_PHONE):
            agreed = OwnConsent(purpose=purpose, text_version="handbook-1")
            yield self._post("/consents", agreed, by=login.actor)

    def _proposal(self, one: Commissioner, on: dt.date, *, applied: bool) -> Proposal:
        proposal = super()._proposal(one, on, applied=applied)
        login = self._holders.get(one.code)
        person = None if login is None else login.person
        return replace(proposal, commissioner=person, phone=self._phone(one.number))

    def _objecting(self, one: Commissioner) -> Deed:
        body = ObjectionBody(text="听说他今年常住外地，请核实。", contact="登良 3 栋，晚上在家")
        path = f"/public/notices/{known_as('appointment', one.code)}/objections"
        return replace(self._post(path, body), by=None)

    def _screening_now(self, one: Commissioner) -> Iterator[Deed]:
        opens, closes = workday_before(self._day, 18), workday_before(self._day, 7)
        campaign = known_as("campaign", self._community, "screened")
        path = f"/campaigns/{campaign}"
        yield from self._announcing_campaign(one, campaign, opens, closes)
        for place in range(len(_APPLICANTS)):
            body = self._applied(one, place)
            received = moment(workday_before(self._day, 15 - place), 10, 20)
            application = known_as("applicant", self._community, str(place))
            on_paper = RecordedApplication(
                **vars(body), how=ReceivedHow.PAPER, received_at=received
            )
            yield self._post(f"{path}/applications", on_paper, gives=application)
        closed = CampaignStep(happened_at=moment(closes, 17))
        yield self._post(f"{path}/closing", closed, may_be_done=True)
        yield self._post(f"{path}/screening", StartScreening.sent())
        for place, (stages, committee, workstation) in enumerate(_APPLICANTS):
            application = known_as("applicant", self._community, str(place))
            yield from self._screened(application, stages, committee, workstation)

    def _screened(
        self, application: UUID, stages: int, committee: int, workstation: int | None
    ) -> Iterator[Deed]:
        path = f"/applications/{application}"
        for place, stage in enumerate(_STAGES[:stages]):
            at = moment(workday_before(self._day, 4 - place), 11)
            passed = DecideStage.sent(
                stage=stage, passed=True, reason="符合条件，谈得清楚。", happened_at=at
            )
            yield self._post(f"{path}/stages", passed)
        for by, points in ((self._committee, committee), (self._staff, workstation)):
            if points is not None:
                given = [
                    Point(criterion=name, points=points - place)
                    for place, name in enumerate(_CRITERIA)
                ]
                body = ScoreApplication.sent(points=given)
                yield replace(self._put(f"{path}/scores", body), by=by)

    def _looking_now(self, one: Commissioner) -> Iterator[Deed]:
        opens = workday_before(self._day, 2)
        campaign = known_as("campaign", self._community, "open")
        yield from self._announcing_campaign(one, campaign, opens, self._day + 20 * _DAY)
        path = f"/public/campaigns/{campaign}"
        yield replace(self._post(f"{path}/applications", self._applied(one, 5)), by=None)
        recommended = Recommendation(
            name="吴阿姨",
            phone=self._phone(201),
            post_id=known_as("post", one.code),
            recommender=Recommender.GROUP,
            recommended_by=f"{self._name}太极队",
            recommendation="十多年的楼长，谁家有事都找她。",
        )
        yield replace(self._post(f"{path}/recommendations", recommended), by=None)

    def _announcing_campaign(
        self, one: Commissioner, campaign: UUID, opens: dt.date, closes: dt.date
    ) -> Iterator[Deed]:
        post, at = known_as("post", one.code), moment(opens, 9)
        advertised = PostStepBody(happened_at=at)
        # Nobody may have stopped looking for somebody since the last one left.
        yield self._post(f"/posts/{post}/advertisement", advertised, may_be_done=True)
        body = NewCampaign(
            community=self._community,
            title=f"招募{one.post_zh}社区专员",
            text="热心公益、在本社区居住的居民均可报名，不限年龄、性别、户籍。可以自己报名，也可以推荐邻居。",
            channels=[
                CampaignChannel.NOTICE_BOARD,
                CampaignChannel.WEB,
                CampaignChannel.WECHAT_GROUP,
            ],
            posts=[post],
            opens_on=opens,
            closes_on=closes,
        )
        yield self._post("/campaigns", body, gives=campaign)
        begun = CampaignStep(happened_at=at)
        for step in ("announcement", "opening"):
            # The clock may have opened it by its day.
            yield self._post(f"/campaigns/{campaign}/{step}", begun, may_be_done=True)

    def _applied(self, one: Commissioner, place: int) -> ApplicationBody:
        return ApplicationBody(
            name=("周女士", "何先生", "邓女士", "谢先生", "曾女士", "梁女士")[place],
            phone=self._phone(101 + place),
            address=f"{place + 2}栋",
            ability=f"在小区住了{place + 6}年，熟悉{one.post_zh}的情况，能耐心听人说话。",
            experience="做过楼栋信息员。",
            time_available="平日晚上和周末。",
            motivation="邻里的事总要有人跑一跑。",
            supporter_residents=12 + 3 * place,
            is_voluntary=True,
            lives_in_community=True,
            consents_to_notice=True,
            reserve_months=_RESERVE_MONTHS,
            post_id=known_as("post", one.code),
        )

    def _asking_now(self) -> Iterator[Deed]:
        opened = workday_before(self._day, 3)
        survey = known_as("survey", self._community, "today")
        yield self._post("/surveys", self._questions_now(moment(opened, 9)), gives=survey)
        yield self._post(
            f"/surveys/{survey}/opening", SurveyStepBody(happened_at=moment(opened, 9, 30))
        )
        for place in range(_PAPER_ANSWERS):
            sheet = self._answers(place)
            on_paper = RecordPaperAnswer.sent(
                **vars(sheet), answered_on=workday_before(self._day, 1 + place % 2)
            )
            yield self._post(f"/surveys/{survey}/paper-answers", on_paper, may_be_done=True)
        for place in range(_PAPER_ANSWERS, _PAPER_ANSWERS + _WEB_ANSWERS):
            answered = self._post(
                f"/public/surveys/{survey}/answers", self._answers(place), may_be_done=True
            )
            yield replace(answered, by=None)

    def _questions_now(self, at: dt.datetime) -> NewSurvey:
        known = [Option(key="yes", text="认识"), Option(key="no", text="不认识")]
        return self.survey_of_needs(
            f"{self._name}{self._day.year}年居民需求问卷",
            "三分钟就能答完。用于确定明年的社区专员岗位；不记录谁答了什么。",
            "哪些事最需要有专人来管？可以选几项。",
            at=at,
            between=[
                Question(
                    key="known",
                    type=QuestionType.SINGLE,
                    text="您认识本社区的专员吗？",
                    required=True,
                    options=known,
                ),
                Question(
                    key="content",
                    type=QuestionType.RATING,
                    text="找专员办事，您满意吗？",
                    shown_if=Condition(question="known", any_of=["yes"]),
                ),
            ],
        )

    def _answers(self, place: int) -> Sheet:
        options = len(self._everyone)
        chosen = sorted({place % options, (2 * place) % options, 0 if place % 2 else 1})
        knows = place % 3 != 0
        replies = [
            Reply(question="needs", choices=[option_of(self._everyone[one]) for one in chosen]),
            Reply(question="known", choices=["yes" if knows else "no"]),
        ]
        if knows:
            replies.append(Reply(question="content", number=3 + place % 3))
        if place % 4 == 1:
            replies.append(Reply(question="more", text="希望晚上也有人值班。"))
        return Sheet(household=f"{place + 1}栋{place + 3}02", answers=replies)

    def _phone(self, number: int) -> str:
        """One that nobody has."""
        return f"000-0{self._community[-3:]}-9{number:03}"

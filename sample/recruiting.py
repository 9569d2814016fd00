"""How the five communities found and appointed their 37 commissioners (R5 to R17).

Each community asks its residents first, then opens posts in one to three rounds. Commissioners of
the last round applied in a campaign; earlier ones were found by the residents' recommendation, and
staff of the workstation hold two posts in the interim (R17). The 37 and the names of the posts are
the source's; days, answers, names and reasons are made up. A round is counted in whole weeks back
from the committee's day, so that nothing falls on a weekend.

The server's ids are not known beforehand, so paths and bodies use the names of `known_as`, and
`Commissioner.person` for people; the player replaces them by the server's ids. The commissioners of then have no accounts; those of today, in
`sample.today`, have.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID, uuid5

from contracts.recruitment.applications import Opinion, RecordedApplication
from contracts.recruitment.back_entries import AllowBackEntries
from contracts.recruitment.campaigns import CampaignStep, NewCampaign
from contracts.recruitment.certificates import Issue
from contracts.recruitment.deciding import DecideAppointment
from contracts.recruitment.handbooks import (
    CompleteEntry,
    ContactStation,
    PromiseBody,
    PublishChannel,
    PublishHandbook,
)
from contracts.recruitment.office import MarkPart
from contracts.recruitment.posts import NewPost, PostStepBody
from contracts.recruitment.proposing import Proposal
from contracts.recruitment.public_notice import OpenNotice
from contracts.recruitment.screening import DecideApplication, DecideStage, StartScreening
from contracts.recruitment.surveys import (
    NewSurvey,
    Option,
    Question,
    RecordPaperAnswer,
    Reply,
    SurveyStepBody,
)
from contracts.recruitment.terms import EndAppointment
from contracts.recruitment.words import (
    AnswerPer,
    AskedInWay,
    CampaignChannel,
    Kind,
    Outcome,
    PostCategory,
    PromisePeriod,
    QuestionType,
    ReceivedHow,
)
from contracts.registry import Shape
from sample import people
from sample.people import Commissioner
from vocabulary.actors import Actor, Grant, Role
from vocabulary.periods import SHANGHAI

#: Changes with the content, so that an older play's keys never meet another body.
_EDITION = "nanshan-recruiting-6"
_THINGS = UUID("0c6b0a0e-77a5-4d27-9a3e-8b1d52f03705")
#: The day for which the demo shows who is in office.
LAST_DAY = dt.date(2014, 10, 31)

#: What the communities are called.
NAMES = {
    people.LILIN: "荔林社区",
    people.YUELIANGWAN: "月亮湾社区",
    people.DENGLIANG: "登良社区",
    people.YANGGUANG: "阳光棕榈社区",
    people.DINGTAI: "鼎太风华社区",
}
_CATEGORIES = {
    "宠物管理": PostCategory.PET_MANAGEMENT,
    "宠物饲养": PostCategory.PET_KEEPING,
    "拖车行业": PostCategory.TOWING_TRADE,
    "商铺自律": PostCategory.SHOP_SELF_DISCIPLINE,
    "消防安全": PostCategory.FIRE_SAFETY,
    "环境卫生": PostCategory.ENVIRONMENT,
    "服装行业": PostCategory.CLOTHING_TRADE,
    "青工服务": PostCategory.YOUNG_WORKERS,
    "党建组织": PostCategory.PARTY_BUILDING,
    "文体活动": PostCategory.CULTURE_AND_SPORTS,
    "商铺行业协会": PostCategory.TRADE_ASSOCIATIONS,
    "文明促进": PostCategory.CIVILITY,
}
#: The default plan of the street, whose stages each successful application passes.
_STAGES = ("check", "interview", "opinion", "ranking")
_OPINION_STAGE = "opinion"
_OPINION = Opinion(way=AskedInWay.MEETING, asked=36, in_favour=31, against=2)
_SHEETS = 5
#: So many of a campaign's posts have a second applicant, who enters the reserve list (R46).
_CONTESTED = 2
_RESERVE_MONTHS = 24
_SURNAMES = "陈林黄李吴郑周刘何曾谢邓"
#: Weeks before the committee's day.
_SURVEY_OPENS, _SURVEY_CLOSES, _SURVEY_PUBLISHED = 10, 9, 8
_POSTS_OPEN, _CAMPAIGN_OPENS, _CAMPAIGN_CLOSES, _SCREENED, _PROPOSED = 7, 6, 5, 4, 3


@dataclass(frozen=True)
class Deed:
    """One request of a community's workstation or committee."""

    key: str
    method: str
    path: str
    body: Shape
    #: None: a resident, without an account.
    by: Actor | None
    #: What the programme calls the thing that the answer's id names.
    gives: UUID | None = None
    #: What it calls the thing that the answer's tracking code names.
    codes: UUID | None = None
    #: What the programme calls the person whom the answer calls `commissioner`.
    appoints: UUID | None = None
    #: What it calls other things of the answer, by their fields with dots between.
    names: Mapping[str, UUID] = field(default_factory=dict)
    #: Whether a conflict only says that it is done: the service's own clock came first, or no key
    #: is kept, because answers of a survey must stay anonymous.
    may_be_done: bool = False


@dataclass(frozen=True)
class Recruiting:
    """What one community does, in order, and what the appointments are called here."""

    community: str
    deeds: tuple[Deed, ...]
    appointments: tuple[UUID, ...]


@dataclass(frozen=True)
class Figures:
    """What the street must show on the last day of the programme."""

    posts: int = 37
    appointed: int = 37  # R5: cumulative, 累计
    in_office: int = 20
    interim: int = 2  # R17


def known_as(*words: str) -> UUID:
    """What a thing is called until the server has given it an id."""
    return uuid5(_THINGS, "/".join(words))


@functools.cache
def recruiting() -> tuple[Recruiting, ...]:
    """The five communities; the same at every call and on every machine."""
    return tuple(_of_community(community) for community in NAMES)


def consents(officer: UUID, today: dt.date) -> dict[str, Deed]:
    """The street office's consent to what each community enters of 2012 to 2014 (补录).

    It is used up today, or tomorrow where midnight comes meanwhile; the keys hold the day.
    """
    by = Actor(str(officer), (Grant(Role.STREET_OFFICER, people.STREET),))
    body = AllowBackEntries.sent(
        from_day=dt.date(2012, 1, 1),
        to_day=dt.date(2014, 12, 31),
        usable_until=today + dt.timedelta(days=1),
        reason="启用系统，补录2012年至2014年的社区专员材料。",
    )
    return {
        community: Deed(
            f"{_EDITION}-{community[-3:]}-consent-{today}",
            "POST",
            f"/communities/{community}/back-entries",
            body,
            by,
        )
        for community in NAMES
    }


def _of_community(community: str) -> Recruiting:
    everyone = [one for one in people.commissioners() if one.community == community]
    return Recruiting(
        community=community,
        deeds=tuple(Clerk(community, everyone).deeds()),
        appointments=tuple(known_as("appointment", one.code) for one in everyone),
    )


class Clerk:
    """Writes down what one community did, in the order in which it did it."""

    def __init__(self, community: str, everyone: Sequence[Commissioner]) -> None:
        self._community = community
        self._name = NAMES[community]
        self._everyone = everyone
        self._rounds = sorted({one.appointed_on for one in everyone})
        self._edition = f"{_EDITION}-{community[-3:]}"
        self._staff = people.staff_of(community)
        self._committee = people.committee_of(community)
        self._survey = known_as("survey", community)
        self._campaign = known_as("campaign", community)
        self._applications = itertools.count(1)
        self._requests = itertools.count(1)

    def deeds(self) -> Iterator[Deed]:
        yield from self._asking()
        yield self._put(
            f"/communities/{self._community}/handbook/station",
            ContactStation(
                name=f"{self._name}专员联络站",
                address="社区服务中心一楼",
                hours="周一至周五 9:00-12:00，14:00-18:00",
            ),
        )
        for decided in self._rounds:
            yield from self._round(decided)
        for one in self._everyone:
            if one.left_on is not None and one.left_because is not None:
                yield self._post(
                    f"/appointments/{known_as('appointment', one.code)}/ending",
                    EndAppointment.sent(reason=one.left_because, ended_on=one.left_on),
                )

    def _asking(self) -> Iterator[Deed]:
        first = self._rounds[0]
        opened = _moment(first, _SURVEY_OPENS)
        survey = f"/surveys/{self._survey}"
        yield self._post("/surveys", self._questions(opened), gives=self._survey)
        yield self._post(f"{survey}/opening", SurveyStepBody(happened_at=opened))
        for place in range(_SHEETS):
            yield self._post(
                f"{survey}/paper-answers", self._sheet(place, opened.date()), may_be_done=True
            )
        closed = SurveyStepBody(happened_at=_moment(first, _SURVEY_CLOSES))
        yield self._post(f"{survey}/closing", closed)
        published = SurveyStepBody(happened_at=_moment(first, _SURVEY_PUBLISHED))
        yield self._post(f"{survey}/publication", published)

    def _questions(self, at: dt.datetime) -> NewSurvey:
        return self.survey_of_needs(
            f"{self._name}居民需求问卷",
            "用于确定社区专员岗位；不记录谁答了什么。",
            "哪些事最需要有专人来管？",
            at=at,
        )

    def survey_of_needs(
        self,
        title: str,
        intro: str,
        needs: str,
        *,
        at: dt.datetime,
        between: Sequence[Question] = (),
    ) -> NewSurvey:
        """What residents are asked: first their needs, one for each post, at last their own words."""
        options = [
            Option(key=option_of(one), text=one.post_zh, need=category_of(one))
            for one in self._everyone
        ]
        return NewSurvey(
            community=self._community,
            title=title,
            intro=intro,
            one_answer_per=AnswerPer.HOUSEHOLD,
            questions=[
                Question(
                    key="needs",
                    type=QuestionType.MULTIPLE,
                    text=needs,
                    required=True,
                    options=options,
                    is_need=True,
                ),
                *between,
                Question(key="more", type=QuestionType.TEXT, text="还有什么想说的？"),
            ],
            happened_at=at,
        )

    def _sheet(self, place: int, opened: dt.date) -> Shape:
        # Every need is named by somebody, the first ones by more.
        named = [
            option_of(one)
            for number, one in enumerate(self._everyone)
            if number % _SHEETS == place or number < place
        ]
        return RecordPaperAnswer.sent(
            household=f"{place + 1}栋{place + 2}01",
            answers=[Reply(question="needs", choices=named)],
            answered_on=opened + dt.timedelta(days=place % 2),
        )

    def _round(self, decided: dt.date) -> Iterator[Deed]:
        chosen = [one for one in self._everyone if one.appointed_on == decided]
        for one in chosen:
            yield from self._post_of(one)
        applied: list[Commissioner] = []
        if decided == self._rounds[-1]:
            applied = [one for one in chosen if one.kind is not Kind.INTERIM]
            yield from self._looking(decided, applied)
        for one in chosen:
            yield from self.appointing(one, applied=one in applied)
        handbook = f"/communities/{self._community}/handbook"
        channel = PublishChannel.sent(
            receiver="南山街道办监督窗口",
            address="街道办一楼",
            hours="工作日 9:00-17:30",
            happened_on=decided,
        )
        # Appointments that wait only for this part begin with it.
        yield self._put(f"{handbook}/channel", channel)
        yield self._post(f"{handbook}/editions", PublishHandbook.sent(happened_on=decided))
        if applied:
            # From here on the applications of so long ago may be erased.
            concluded = CampaignStep(happened_at=_moment(decided, 0))
            yield self._post(f"/campaigns/{self._campaign}/conclusion", concluded)

    def _post_of(self, one: Commissioner) -> Iterator[Deed]:
        name, at = known_as("post", one.code), _moment(one.appointed_on, _POSTS_OPEN)
        body = NewPost(
            community=self._community,
            category=category_of(one),
            title=f"{one.post_zh}社区专员",
            duties=f"听取居民对{one.post_zh}的意见，到现场了解情况，与有关单位商量解决。",
            promises=[_promise(one)],
            need_survey=self._survey,
            need_question="needs",
            need_option=option_of(one),
            happened_at=at,
        )
        yield self._post("/posts", body, gives=name)
        for step in ("opening", "advertisement"):
            yield self._post(f"/posts/{name}/{step}", PostStepBody(happened_at=at))

    def _looking(self, decided: dt.date, applied: list[Commissioner]) -> Iterator[Deed]:
        opens, closes = _moment(decided, _CAMPAIGN_OPENS), _moment(decided, _CAMPAIGN_CLOSES)
        campaign = f"/campaigns/{self._campaign}"
        body = NewCampaign(
            community=self._community,
            title=f"{self._name}社区专员招募活动",
            text="热心公益、在本社区居住的居民均可报名，不限年龄、性别、户籍。",
            channels=[
                CampaignChannel.NOTICE_BOARD,
                CampaignChannel.WEB,
                CampaignChannel.MEETING,
            ],
            posts=[known_as("post", one.code) for one in applied],
            opens_on=opens.date(),
            closes_on=closes.date(),
        )
        yield self._post("/campaigns", body, gives=self._campaign)
        # The days have passed, so the service's own clock may open and close it first.
        announced = CampaignStep(happened_at=opens)
        yield self._post(f"{campaign}/announcement", announced, may_be_done=True)
        yield self._post(f"{campaign}/opening", announced, may_be_done=True)
        for one in applied:
            yield from self._applying(one, opens)
        closed = CampaignStep(happened_at=closes)
        yield self._post(f"{campaign}/closing", closed, may_be_done=True)
        yield self._post(f"{campaign}/screening", StartScreening.sent())
        screened = _moment(decided, _SCREENED)
        for one in applied:
            yield from self._screening(one, screened)
        for one in applied[:_CONTESTED]:
            turned_down = DecideApplication.sent(
                outcome=Outcome.NOT_SELECTED,
                reason="名额有限，列入后备人才。",
                happened_at=screened,
            )
            other = known_as("other", one.code)
            yield self._post(f"/applications/{other}/decision", turned_down, by=self._committee)

    def _applying(self, one: Commissioner, at: dt.datetime) -> Iterator[Deed]:
        yield self._application(one, known_as("application", one.code), at, name=called(one))
        if one in self._contested():
            yield self._application(one, known_as("other", one.code), at)

    def _contested(self) -> list[Commissioner]:
        last = [one for one in self._everyone if one.appointed_on == self._rounds[-1]]
        return [one for one in last if one.kind is not Kind.INTERIM][:_CONTESTED]

    def _application(
        self, one: Commissioner, gives: UUID, at: dt.datetime, *, name: str | None = None
    ) -> Deed:
        place = next(self._applications)
        body = RecordedApplication(
            name=name or f"{_SURNAMES[place % len(_SURNAMES)]}先生",
            # A number that no person has, so that it is not a real person's.
            phone=f"000-0{self._community[-3:]}-{place:04}",
            address=f"{place}栋",
            ability=f"熟悉{one.post_zh}的情况，会与人商量。",
            time_available="每周两个晚上和周末。",
            motivation="想为邻里做点事。",
            supporter_residents=10 + place,
            is_voluntary=True,
            lives_in_community=True,
            consents_to_notice=False,
            reserve_months=_RESERVE_MONTHS,
            post_id=known_as("post", one.code),
            how=ReceivedHow.PAPER,
            received_at=at,
        )
        return self._post(f"/campaigns/{self._campaign}/applications", body, gives=gives)

    def _screening(self, one: Commissioner, at: dt.datetime) -> Iterator[Deed]:
        path = f"/applications/{known_as('application', one.code)}"
        for stage in _STAGES:
            passed = DecideStage.sent(
                stage=stage,
                passed=True,
                reason="符合条件。",
                opinion=_OPINION if stage == _OPINION_STAGE else None,
                happened_at=at,
            )
            yield self._post(f"{path}/stages", passed)
        selected = DecideApplication.sent(
            outcome=Outcome.SELECTED, reason="居民认可，能力合适。", happened_at=at
        )
        yield self._post(f"{path}/decision", selected, by=self._committee)

    def appointing(self, one: Commissioner, *, applied: bool = False) -> Iterator[Deed]:
        """From the proposal into office."""
        path, on = f"/appointments/{known_as('appointment', one.code)}", one.appointed_on
        yield from self.announcing(one, _moment(on, _PROPOSED).date(), applied=applied)
        decision = DecideAppointment.sent(
            approved=True, reason="公示无异议，党委会议表决通过。", happened_on=on
        )
        yield self._post(f"{path}/decision", decision, by=self._committee)
        ceremony = MarkPart.sent(note=f"{self._name}专员聘任仪式", happened_on=on)
        yield self._put(f"{path}/parts/ceremony", ceremony)
        yield self._post(f"{path}/certificates", Issue(issued_on=on))
        promise = PromiseBody(text=_promise(one), target=1, unit="次", period=PromisePeriod.MONTH)
        yield self._put(
            f"{path}/handbook-entry", CompleteEntry.sent(promises=[promise], happened_on=on)
        )

    def announcing(
        self, one: Commissioner, proposed: dt.date, *, applied: bool = False
    ) -> Iterator[Deed]:
        """The proposal, and its public notice on paper."""
        name = known_as("appointment", one.code)
        proposal = self._proposal(one, proposed, applied=applied)
        yield self._post("/appointments", proposal, gives=name, appoints=one.person)
        on_paper = OpenNotice.sent(
            happened_on=proposed,
            paper_reference=f"{self._name}宣传栏，{proposed.year}年{one.post_zh}专员人选公示",
        )
        yield self._post(f"/appointments/{name}/notice", on_paper)

    def _proposal(self, one: Commissioner, on: dt.date, *, applied: bool) -> Proposal:
        is_interim = one.kind is Kind.INTERIM
        found = "居民推荐，本人已书面同意。"
        if is_interim:
            found = "急需而暂无合适居民，由工作站工作人员过渡，继续招募。"
        return Proposal(
            post_id=known_as("post", one.code),
            kind=one.kind,
            application_id=known_as("application", one.code) if applied else None,
            name=None if applied else called(one),
            found_because=None if applied else found,
            lives_in_community=None if applied or is_interim else True,
            position=f"工作站{one.post_zh}专干" if is_interim else None,
            ability=f"熟悉{one.post_zh}的情况。",
            trust="居民代表座谈会认可。",
            recognition="党委会议讨论认可。",
            willingness="本人自愿。",
            happened_on=on,
        )

    def _post(
        self,
        path: str,
        body: Shape,
        *,
        by: Actor | None = None,
        gives: UUID | None = None,
        appoints: UUID | None = None,
        may_be_done: bool = False,
    ) -> Deed:
        made = self._deed("POST", path, body, by=by, gives=gives, may_be_done=may_be_done)
        return replace(made, appoints=appoints)

    def _put(self, path: str, body: Shape) -> Deed:
        return self._deed("PUT", path, body)

    def _deed(
        self,
        method: str,
        path: str,
        body: Shape,
        *,
        by: Actor | None = None,
        gives: UUID | None = None,
        may_be_done: bool = False,
    ) -> Deed:
        key = f"{self._edition}-{next(self._requests):03}"
        by = by or self._staff
        return Deed(key, method, path, body, by, gives, may_be_done=may_be_done)


def _moment(day: dt.date, weeks: int) -> dt.datetime:
    """Ten o'clock in Shanghai, so many weeks before a day."""
    return dt.datetime.combine(day - dt.timedelta(weeks=weeks), dt.time(10), SHANGHAI)


def category_of(one: Commissioner) -> PostCategory:
    """The field of work of a post."""
    return _CATEGORIES.get(one.post_zh, PostCategory.OTHER)


def option_of(one: Commissioner) -> str:
    """The option of a survey by which residents name the need of this post."""
    return one.code.replace("commissioner-", "need_")


def called(one: Commissioner) -> str:
    """A made-up form of address, as everywhere in the programme, without names."""
    number = int(one.code.rpartition("-")[2])
    return _SURNAMES[number % len(_SURNAMES)] + ("女士" if number % 2 else "先生")


def _promise(one: Commissioner) -> str:
    return f"每月至少一次到现场了解{one.post_zh}的情况"

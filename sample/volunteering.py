"""Groups, teams and activities of the five communities (R40 to R43, R60 to R63).

The twelve groups of 荔林 and the eighteen of 阳光棕榈 are the source's figure (R62), as are the named
activities (R63) and the associations of pets and shops (R60); the days, the people and the results
are made up. Teams, volunteers and activities belong to the chapter of today: in each community one
activity is on today and has hours to attest, one is tomorrow, one comes later, one every week; one
waits for the workstation, and one was held and reported, with hours that are attested.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from contracts.gateway.consents import RecordConsent
from contracts.gateway.words import GivenHow, Purpose
from contracts.recruitment.words import PostCategory
from contracts.registry import Request, Shape
from contracts.volunteers.activities import (
    ApproveActivity,
    HoldActivity,
    PlanActivity,
    PublishActivity,
    ReportActivity,
    ShiftBody,
    SubmitActivity,
)
from contracts.volunteers.catalogue import PutCatalogueEntry
from contracts.volunteers.contests import ContestBody
from contracts.volunteers.group_documents import AdoptGroupDocument, ReviseGroupDocument
from contracts.volunteers.group_meetings import GroupMeetingBody
from contracts.volunteers.groups import FoundGroup, NameGroupPerson
from contracts.volunteers.hours import AttestSeveralHours, ListHours
from contracts.volunteers.memberships import AcceptOwnMembership, OfferMembership
from contracts.volunteers.merits import RecordVolunteerMerit
from contracts.volunteers.repeating import RepeatActivity
from contracts.volunteers.sign_ups import CheckIn, RecordUnannounced, SignUp
from contracts.volunteers.teams import FoundTeam
from contracts.volunteers.volunteers import MeetVolunteer, NameVolunteerAccount, RecordedVolunteer
from contracts.volunteers.words import (
    AgeGroup,
    CatalogueKind,
    ContestAward,
    ContestLevel,
    FreeTime,
    GroupDocumentKind,
    GroupKind,
    GroupRole,
    MembershipKind,
    MeritKind,
    Presence,
    Rhythm,
    Specialty,
    WorkerKind,
    WrittenDownHow,
)
from contracts.volunteers.workers import SetWork
from sample import accounts, people
from sample.accounts import Login
from sample.people import (
    DENGLIANG,
    DINGTAI,
    LILIN,
    STREET,
    YANGGUANG,
    YUELIANGWAN,
    Commissioner,
)
from sample.recruiting import NAMES, Deed, category_of, known_as
from sample.today import moment
from vocabulary.actors import Role

#: Changes with the content, so that an older play's keys never meet another body.
_EDITION = "nanshan-volunteering-2"
_DAY = dt.timedelta(days=1)
_CULTURE = "文体活动"
#: The groups of R62: 荔林 has 12, 阳光棕榈 18.
_GROUPS: dict[str, tuple[str, ...]] = {
    LILIN: (
        "合唱队", "书法社", "腰鼓队", "太极拳队", "舞蹈队", "乒乓球队",
        "摄影小组", "象棋社", "读书会", "手工坊", "登山队", "柔力球队",
    ),
    YANGGUANG: (
        "艺术团", "摄影协会", "儿童绘画室", "老年武术队", "合唱团", "舞蹈队",
        "太极拳队", "乒乓球队", "羽毛球队", "书画社", "古筝班", "葫芦丝队",
        "时装队", "登山队", "棋牌社", "亲子读书会", "园艺小组", "戏曲社",
    ),
}  # fmt: skip
#: What some of them won: at which level, in which contest, with which prize.
_WON: dict[str, tuple[ContestLevel, str, ContestAward]] = {
    "合唱队": (ContestLevel.DISTRICT, "南山区社区合唱比赛", ContestAward.SECOND_PRIZE),
    "腰鼓队": (ContestLevel.STREET, "南山街道广场文艺汇演", ContestAward.FIRST_PRIZE),
    "书法社": (ContestLevel.DISTRICT, "南山区书画展", ContestAward.MERIT_PRIZE),
    "艺术团": (ContestLevel.CITY, "深圳市社区文艺汇演", ContestAward.SECOND_PRIZE),
    "老年武术队": (ContestLevel.CITY, "深圳市老年武术比赛", ContestAward.FIRST_PRIZE),
    "摄影协会": (ContestLevel.DISTRICT, "南山区摄影作品展", ContestAward.THIRD_PRIZE),
    "儿童绘画室": (ContestLevel.STREET, "南山街道儿童绘画比赛", ContestAward.TOOK_PART),
}
_WON_ON = dt.date(2014, 5, 18)
#: Of the posts of R60: what their association is called, and what it adopted.
_ASSOCIATIONS: dict[str, tuple[str, GroupKind, tuple[tuple[str, GroupDocumentKind, str], ...]]] = {
    "宠物管理": (
        "宠物协会",
        GroupKind.PET_ASSOCIATION,
        (
            ("宠物管理规定", GroupDocumentKind.RULES, "一、遛犬须牵绳。二、及时清理粪便。"),
            ("饲养手册", GroupDocumentKind.HANDBOOK, "按时免疫，办证养犬，不扰邻。"),
        ),
    ),
    "商铺自律": (
        "商铺自律会",
        GroupKind.SHOP_ASSOCIATION,
        (
            ("商铺自律公约", GroupDocumentKind.RULES, "不占道经营，门前三包，夜间不扰民。"),
            ("外立面改造意见", GroupDocumentKind.OPINION, "招牌统一高度，保留各家特色。"),
        ),
    ),
}
_FOUNDER, _LEADER = "何女士", "邓先生"
_FOUNDED, _MET, _REVISED = dt.date(2013, 3, 9), dt.date(2013, 4, 13), dt.date(2014, 3, 8)
#: The named activities of R63 and what else a team does: today, tomorrow, and later.
_ACTIVITIES: dict[str, tuple[str, str, str]] = {
    LILIN: ("乒乓球友谊赛", "百家宴", "邻里节"),
    YUELIANGWAN: ("跳蚤市场", "楼道消防巡查", "社区运动会"),
    DENGLIANG: ("文明饲养连连看", "宠物选美", "登山节"),
    YANGGUANG: ("太极拳展示", "家庭才艺秀", "居民书画展"),
    DINGTAI: ("环境清洁日", "敬老探访", "邻里登山节"),
}
#: The volunteers of each community: two in the team, one who is asked.
_VOLUNTEERS = ("陈阿姨", "黄师傅", "曾同学")
#: Skills with what they include, interests with the fields of work that they belong to.
_SKILLS: dict[str, tuple[str, str, list[str]]] = {
    "first_aid": ("急救", "First aid", []),
    "lifesaver": ("水上救生", "Lifesaving", ["first_aid"]),
    "mediation": ("邻里调解", "Mediation", []),
}
_INTERESTS: dict[str, tuple[str, str, list[PostCategory]]] = {
    "culture": ("文体活动", "Culture and sports", [PostCategory.CULTURE_AND_SPORTS]),
    "safety": ("安全巡查", "Looking after safety", [PostCategory.FIRE_SAFETY]),
    "neighbourhood": (
        "邻里互助",
        "Helping neighbours",
        [PostCategory.CIVILITY, PostCategory.ENVIRONMENT],
    ),
}
#: From the draft to the day from which people sign up.
_STEPS: dict[str, type[Request[Any]]] = {
    "submission": SubmitActivity,
    "approval": ApproveActivity,
    "publication": PublishActivity,
}
_SOON, _LASTS = dt.timedelta(hours=1), dt.timedelta(hours=2)
#: What is planned must be still to come, and what was held must have begun: so the one that was
#: held begins while the demo plays.
_AT_ONCE, _LASTS_SHORTLY = dt.timedelta(seconds=20), dt.timedelta(minutes=30)
HELD, _WEEKLY, _PLANNED = "楼道清理", "周末值守助老", "消防知识讲座"
_WEEKS = 4


def groups(community: str) -> Iterator[Deed]:
    """The groups of a community, their contests, and the associations from its posts."""
    clerk = _Clerk(community)
    for place, called in enumerate(_GROUPS.get(community, ())):
        yield from clerk.interest_group(place, called)
    for one in people.commissioners():
        if one.community == community and one.post_zh in _ASSOCIATIONS:
            yield from clerk.association(one)


def teams(community: str) -> Iterator[Deed]:
    """A team for each post of a community."""
    yield from _Clerk(community).teams()


def catalogue() -> Iterator[Deed]:
    """What volunteers of the street can do and like to do."""
    for code, (zh, en, includes) in _SKILLS.items():
        body = PutCatalogueEntry.sent(name_zh=zh, name_en=en, includes=includes, categories=[])
        yield _in_catalogue(CatalogueKind.SKILL, code, body)
    for code, (zh, en, categories) in _INTERESTS.items():
        body = PutCatalogueEntry.sent(name_zh=zh, name_en=en, includes=[], categories=categories)
        yield _in_catalogue(CatalogueKind.INTEREST, code, body)


def _in_catalogue(kind: CatalogueKind, code: str, body: Shape) -> Deed:
    path = f"/streets/{STREET}/volunteer-catalogue/{kind}/{code}"
    return Deed(f"{_EDITION}{path}", "PUT", path, body, accounts.OFFICER.actor)


def volunteers(community: str, day: dt.date) -> Iterator[Deed]:
    """Volunteers of today, whom the team of the first commissioner asks."""
    yield from _Clerk(community, day).volunteers()


def coming(community: str, day: dt.date) -> Iterator[Deed]:
    """The activities of tomorrow and later, with sign-ups."""
    clerk = _Clerk(community, day)
    _, tomorrow, later = _ACTIVITIES[community]
    yield from clerk.activity("tomorrow", tomorrow, moment(day + _DAY, 15), signed_up=2)
    yield from clerk.activity("later", later, moment(day + 12 * _DAY, 9), signed_up=1)
    saturday = day + (7 - (day.weekday() + 2) % 7) * _DAY
    yield from clerk.every_week("weekly", _WEEKLY, moment(saturday, 10))
    yield from clerk.waiting("waiting", _PLANNED, moment(day + 8 * _DAY, 19))


def at_work(community: str, day: dt.date, begins: dt.datetime) -> Iterator[Deed]:
    """The activities of today: who came is checked in, and their hours wait to be attested."""
    clerk = _Clerk(community, day)
    yield from clerk.activity("held", HELD, begins, signed_up=0, lasts=_LASTS_SHORTLY)
    yield from clerk.came("held", begins, 2)
    starts_at = (begins + _SOON).replace(second=0)
    yield from clerk.activity("today", _ACTIVITIES[community][0], starts_at, signed_up=2)
    yield from clerk.checked_in("today", 2)


def begins_at(now: dt.datetime) -> dt.datetime:
    """When the activity begins that is held while the demo plays."""
    return (now + _AT_ONCE).replace(microsecond=0)


def held(community: str, day: dt.date) -> Iterator[Deed]:
    """The activity that has begun by now is held and reported, and its hours are attested."""
    yield from _Clerk(community, day).held("held", 2)


class _Clerk:
    """Writes down what the workstation of one community does with groups and teams."""

    def __init__(self, community: str, day: dt.date = _FOUNDED) -> None:
        self._community, self._day = community, day
        self._staff = accounts.workstation_of(community).actor
        self._name = NAMES[community].removesuffix("社区")
        self._edition = f"{_EDITION}-{community[-3:]}"
        self._everyone = [one for one in people.commissioners() if one.community == community]

    def interest_group(self, place: int, called: str) -> Iterator[Deed]:
        """One of the groups of R62, with what it won."""
        group = known_as("group", self._community, called)
        [post] = [one for one in self._everyone if one.post_zh == _CULTURE]
        body = FoundGroup(
            community=self._community,
            name=f"{self._name}{called}",
            kind=GroupKind.INTEREST_GROUP,
            category=PostCategory.CULTURE_AND_SPORTS,
            founded_on=_FOUNDED + 21 * place * _DAY,
            post_id=known_as("post", post.code),
            member_count=12 + 3 * (place % 6),
        )
        yield self._post("/groups", body, gives=group)
        if called in _WON:
            level, title, award = _WON[called]
            won = ContestBody(title=title, level=level, held_on=_WON_ON, award=award)
            yield self._post(f"/groups/{group}/contests", won)

    def association(self, one: Commissioner) -> Iterator[Deed]:
        """The association of a post (R60): meeting, rules, handbook or opinions."""
        called, kind, adopted = _ASSOCIATIONS[one.post_zh]
        group = known_as("group", one.code)
        body = FoundGroup(
            community=self._community,
            name=f"{self._name}{called}",
            kind=kind,
            category=category_of(one),
            founded_on=_FOUNDED,
            post_id=known_as("post", one.code),
            member_count=26,
        )
        yield self._post("/groups", body, gives=group)
        yield from self._named(group)
        meeting = GroupMeetingBody(
            held_on=_MET, subject=f"讨论{adopted[0][0]}", people=19, result="表决通过。"
        )
        yield self._post(f"/groups/{group}/meetings", meeting)
        for title, of_kind, text in adopted:
            document = known_as("document", one.code, title)
            first = AdoptGroupDocument.sent(title=title, kind=of_kind, adopted_on=_MET, text=text)
            yield self._post(f"/groups/{group}/documents", first, gives=document)
        revised = ReviseGroupDocument.sent(
            adopted_on=_REVISED,
            text=f"{adopted[0][2]}每年三月复议。",
            change="写明每年复议的时间。",
        )
        document = known_as("document", one.code, adopted[0][0])
        yield self._post(f"/groups/{group}/documents/{document}/versions", revised)

    def _named(self, group: UUID) -> Iterator[Deed]:
        """Its founder; and its leader, who agreed that everyone may read the name."""
        founder = NameGroupPerson.sent(role=GroupRole.FOUNDER, name=_FOUNDER, since=_FOUNDED)
        yield self._post(f"/groups/{group}/people", founder)
        agreed = RecordConsent(
            community=self._community,
            purpose=Purpose.PUBLISH_NAME,
            text_version="groups-1",
            phone=f"000-1{self._community[-3:]}-7001",
            how=GivenHow.PAPER,
            paper="工作站档案柜",
        )
        consent = known_as("consent", str(group))
        yield self._post("/consents/records", agreed, gives=consent)
        leader = NameGroupPerson.sent(
            role=GroupRole.LEADER, name=_LEADER, since=_FOUNDED, consent_id=consent
        )
        yield self._post(f"/groups/{group}/people", leader, gives=known_as("leader", str(group)))

    def teams(self) -> Iterator[Deed]:
        """The team of each post."""
        for one in self._everyone:
            body = FoundTeam(
                post_id=known_as("post", one.code),
                name=f"{self._name}{one.post_zh}团队",
                category=category_of(one),
            )
            yield self._post("/teams", body, gives=known_as("team", one.code))

    def volunteers(self) -> Iterator[Deed]:
        """Two who joined the team of the first commissioner, one who is asked; a social worker."""
        for place, name in enumerate(_VOLUNTEERS):
            yield from self._registered(place, name)
            yield from self._asked(place, joins=place < len(_VOLUNTEERS) - 1)
        path = f"/volunteers/{known_as('registration', self._community, '0')}/merits"
        yield self._post(
            path,
            RecordVolunteerMerit.sent(
                kind=MeritKind.HONOUR,
                title="年度优秀义工",
                given_by=f"{self._name}社区党委",
                given_on=self._day - 30 * _DAY,
            ),
        )
        for one in accounts.logins():
            if (one.role, one.area) == (Role.SOCIAL_WORKER, self._community):
                yield from self._worker(len(_VOLUNTEERS), one)

    def _worker(self, place: int, login: Login) -> Iterator[Deed]:
        """The social worker of the service centre, in the team of the first commissioner (R44)."""
        yield from self._registered(place, login.name)
        work = SetWork.sent(
            work=WorkerKind.SOCIAL_WORKER,
            specialties=[Specialty.ELDERLY, Specialty.FAMILY],
            service_centre=f"{self._name}社区党群服务中心",
            duties=[],
        )
        path = f"/volunteers/{known_as('registration', self._community, str(place))}/work"
        yield replace(self._post(path, work), method="PUT")
        yield from self._asked(place, joins=True, kind=MembershipKind.SOCIAL_WORKER)

    def _asked(
        self, place: int, *, joins: bool, kind: MembershipKind = MembershipKind.VOLUNTEER
    ) -> Iterator[Deed]:
        """The offer of a place in the team, and the person's answer by code."""
        membership = known_as("membership", self._community, str(place))
        offer = OfferMembership.sent(volunteer_id=self._person(place), kind=kind)
        yield self._post(f"/teams/{self._team()}/memberships", offer, gives=membership)
        if joins:
            accepted = f"{self._own(place)}/memberships/{membership}/acceptance"
            yield replace(self._post(accepted, AcceptOwnMembership.sent()), by=None)

    def activity(
        self,
        known: str,
        title: str,
        starts_at: dt.datetime,
        *,
        signed_up: int,
        lasts: dt.timedelta = _LASTS,
    ) -> Iterator[Deed]:
        """An activity for which people can sign up, and those who did."""
        shift = known_as("shift", self._community, known)
        yield self._planned(known, title, starts_at, lasts)
        yield from self._published(known, starts_at)
        for place in range(signed_up):
            sign_up = known_as("sign_up", self._community, known, str(place))
            body_of_one = SignUp.sent(shift_id=shift)
            one = self._post(
                f"{self._own(place)}/sign-ups", body_of_one, gives=sign_up, moment=starts_at
            )
            yield replace(one, by=None)

    def every_week(self, known: str, title: str, starts_at: dt.datetime) -> Iterator[Deed]:
        """An activity that is held each week, published with all that follow."""
        activity = known_as("activity", self._community, known)
        yield self._planned(known, title, starts_at)
        rhythm = RepeatActivity.sent(
            rhythm=Rhythm.WEEKLY, until=starts_at.date() + _WEEKS * 7 * _DAY
        )
        yield self._post(f"/activities/{activity}/repetition", rhythm, moment=starts_at)
        yield from self._published(known, starts_at, with_following=True)

    def waiting(self, known: str, title: str, starts_at: dt.datetime) -> Iterator[Deed]:
        """An activity that the workstation has to approve."""
        yield self._planned(known, title, starts_at)
        activity = known_as("activity", self._community, known)
        path = f"/activities/{activity}/submission"
        yield self._post(path, SubmitActivity.sent(), moment=starts_at)

    def came(self, known: str, starts_at: dt.datetime, people_there: int) -> Iterator[Deed]:
        """Those who helped without a sign-up; their hours follow."""
        for place in range(people_there):
            body = RecordUnannounced.sent(
                shift_id=known_as("shift", self._community, known),
                volunteer_id=self._person(place),
                # A whole team with the same minutes would be asked about.
                minutes=30 - 5 * place,
            )
            sign_up = known_as("sign_up", self._community, known, str(place))
            yield self._post("/sign-ups/unannounced", body, gives=sign_up, moment=starts_at)

    def held(self, known: str, people_there: int) -> Iterator[Deed]:
        """An activity after its beginning: held and reported, its hours attested."""
        activity = known_as("activity", self._community, known)
        path = f"/activities/{activity}"
        yield self._post(f"{path}/holding", HoldActivity.sent())
        report = ReportActivity.sent(
            head_count=people_there + 9,
            result="清理三层楼道的杂物，疏通了消防通道。",
            cost_fen=8_600,
            satisfied_percent=95,
        )
        yield self._post(f"{path}/report", report)
        hours = [known_as("hours", self._community, known, str(one)) for one in range(people_there)]
        found = self._post(f"/hours?activity_id={activity}", ListHours.sent())
        names = {f"items.{place}.id": one for place, one in enumerate(hours)}
        yield replace(found, method="GET", names=names)
        attested = AttestSeveralHours.sent(hours_ids=hours)
        yield self._post("/hours/attestations", attested)

    def _planned(
        self, known: str, title: str, starts_at: dt.datetime, lasts: dt.timedelta = _LASTS
    ) -> Deed:
        body = PlanActivity(
            team_id=self._team(),
            title=title,
            plan=f"{title}：集合、分工、开始、收尾，各有一位义工负责。",
            place=f"{self._name}社区广场",
            cost_estimate_fen=30_000,
            shifts=[ShiftBody(starts_at=starts_at, ends_at=starts_at + lasts, places=20)],
        )
        activity = known_as("activity", self._community, known)
        planned = self._post("/activities", body, gives=activity, moment=starts_at)
        return replace(planned, names={"shifts.0.id": known_as("shift", self._community, known)})

    def _published(
        self, known: str, starts_at: dt.datetime, *, with_following: bool = False
    ) -> Iterator[Deed]:
        activity = known_as("activity", self._community, known)
        for step, asked in _STEPS.items():
            path = f"/activities/{activity}/{step}"
            yield self._post(path, asked.sent(with_following=with_following), moment=starts_at)

    def checked_in(self, known: str, people_there: int) -> Iterator[Deed]:
        """Those who came; their hours follow."""
        for place in range(people_there):
            sign_up = known_as("sign_up", self._community, known, str(place))
            there = CheckIn.sent(presence=Presence.PRESENT)
            yield self._post(f"/sign-ups/{sign_up}/attendance", there)

    def _registered(self, place: int, name: str) -> Iterator[Deed]:
        registration = known_as("registration", self._community, str(place))
        body = RecordedVolunteer(
            name=name,
            phone=f"000-1{self._community[-3:]}-8{place:03}",
            age_group=AgeGroup.ADULT,
            skills=["first_aid"] if place else ["mediation"],
            interests=[[*_INTERESTS][place % len(_INTERESTS)]],
            free_times=[FreeTime.WEEKDAY_EVENING, FreeTime.SATURDAY],
            insured_until=self._day + 300 * _DAY,
            community=self._community,
            how=WrittenDownHow.IN_PERSON,
        )
        recorded = self._post("/volunteers", body, gives=registration)
        yield replace(recorded, names={"code": self._code(place)})
        yield self._post(f"/volunteers/{registration}/meeting", MeetVolunteer.sent())
        seen = self._post(f"/volunteers/{registration}", MeetVolunteer.sent())
        yield replace(seen, method="GET", names={"volunteer_id": self._person(place)})
        login = self._login(name)
        if login is not None:
            named = NameVolunteerAccount.sent(account=login.person)
            yield self._post(f"/volunteers/{registration}/account", named)

    def _login(self, name: str) -> Login | None:
        found = (one for one in accounts.logins() if one.area == self._community)
        return next((one for one in found if one.name == name), None)

    def _person(self, place: int) -> UUID:
        return known_as("volunteer", self._community, str(place))

    def _code(self, place: int) -> UUID:
        return known_as("volunteer's code", self._community, str(place))

    def _own(self, place: int) -> str:
        return f"/public/volunteers/{self._code(place)}"

    def _team(self) -> UUID:
        """The team of the first commissioner of today."""
        first = people.residents_of(self._community)[0]
        return known_as("team", first.code)

    def _post(
        self,
        path: str,
        body: Shape,
        *,
        gives: UUID | None = None,
        moment: dt.datetime | None = None,
    ) -> Deed:
        # What another day's play asks has another body, and so another key.
        at = "" if moment is None else f"-{moment:%Y%m%d%H%M%S}"
        key = f"{self._edition}{at}{path}-{gives}"
        return Deed(key, "POST", path, body, self._staff, gives)

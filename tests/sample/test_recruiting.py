from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest

from contracts.recruitment.campaigns import NewCampaign
from contracts.recruitment.posts import NewPost
from contracts.recruitment.proposing import Proposal
from contracts.recruitment.surveys import NewSurvey
from contracts.recruitment.words import Kind
from sample import office_hours, people
from sample.people import DENGLIANG, LILIN
from sample.recruiting import LAST_DAY, Deed, Figures, Recruiting, consents, recruiting
from vocabulary.actors import Role
from vocabulary.periods import SHANGHAI

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@pytest.fixture(scope="module")
def played() -> tuple[Recruiting, ...]:
    return recruiting()


def test_37_are_appointed_once_each_and_20_are_in_office_at_the_end(
    played: tuple[Recruiting, ...],
) -> None:
    """R5: 37 is cumulative; R11: each for a year, so that no renewal counts."""
    proposals = _bodies(played, Proposal)
    serving = [one for one in people.commissioners() if one.serves_on(LAST_DAY)]
    interim = [one for one in serving if one.kind is Kind.INTERIM]

    assert {None} == {one.renews for one in proposals}
    assert Figures() == Figures(
        posts=len(_bodies(played, NewPost)),
        appointed=len(proposals),
        in_office=len(serving),
        interim=len(interim),
    )


def test_every_community_has_ten_posts_at_most(played: tuple[Recruiting, ...]) -> None:
    """R8."""
    posts = Counter(post.community for post in _bodies(played, NewPost))

    assert len(posts) == 5
    assert max(posts.values()) <= 10


def test_the_two_of_r17_are_interim_and_stay_so() -> None:
    interim = {
        (one.community, one.post_zh)
        for one in people.commissioners()
        if one.kind is Kind.INTERIM and one.serves_on(LAST_DAY)
    }

    assert interim == {(DENGLIANG, "青工服务"), (LILIN, "党建组织")}


def test_no_day_of_the_programme_is_without_a_commissioner() -> None:
    """An appeal must find somebody to be given to."""
    for community, begins in (
        (LILIN, dt.date(2012, 9, 3)),
        *((one, dt.date(2013, 1, 7)) for one in {p.community for p in people.commissioners()}),
    ):
        for number in range((LAST_DAY - begins).days + 1):
            day = begins + dt.timedelta(days=number)
            assert people.in_office(community, day), f"{community} on {day}"


def test_every_post_names_a_need_of_its_communitys_survey(played: tuple[Recruiting, ...]) -> None:
    """R6, R7."""
    for community in played:
        [survey] = _bodies([community], NewSurvey)
        needs = {option.key: option.need for option in survey.questions[0].options or []}
        for post in _bodies([community], NewPost):
            assert needs[post.need_option or ""] is post.category


def test_each_community_has_one_campaign_with_more_applicants_than_posts(
    played: tuple[Recruiting, ...],
) -> None:
    for community in played:
        [campaign] = _bodies([community], NewCampaign)
        applied = [deed for deed in community.deeds if deed.path.endswith("/applications")]
        assert len(applied) > len(campaign.posts) > 0


def test_only_the_committee_appoints(played: tuple[Recruiting, ...]) -> None:
    """R10."""
    for community in played:
        for deed in community.deeds:
            decides = deed.path.endswith("/decision")
            role = Role.PARTY_COMMITTEE if decides else Role.WORKSTATION_STAFF
            assert deed.by is not None
            assert deed.by.holds(role, at=community.community), deed.path


def test_nothing_is_named_before_it_is_there(played: tuple[Recruiting, ...]) -> None:
    for community in played:
        known: set[UUID] = set()
        for deed in community.deeds:
            written = deed.path + json.dumps(deed.body.plain())
            assert {UUID(found) for found in _UUID.findall(written)} <= known, deed.key
            if deed.gives is not None:
                known.add(deed.gives)
        assert set(community.appointments) <= known


def test_no_phone_number_that_anybody_could_have(played: tuple[Recruiting, ...]) -> None:
    phones = [
        deed.body.plain()["phone"] for deed in _deeds(played) if deed.path.endswith("/applications")
    ]

    assert phones
    assert all(phone.startswith("000-0") for phone in phones)
    assert len(phones) == len(set(phones))


def test_everything_happens_on_workdays_and_before_the_last_day(
    played: tuple[Recruiting, ...],
) -> None:
    for deed in _deeds(played):
        body: Any = deed.body
        for field in ("happened_at", "happened_on", "issued_on", "received_at"):
            given = getattr(body, field, None)
            if given is None:
                continue
            moment = (
                given
                if isinstance(given, dt.datetime)
                else dt.datetime.combine(given, dt.time(10), SHANGHAI)
            )
            assert office_hours.is_open(moment), f"{deed.key}: {moment}"
            assert moment.date() <= LAST_DAY


def test_one_consent_of_the_street_office_for_each_community_covers_its_days(
    played: tuple[Recruiting, ...],
) -> None:
    officer, today = UUID(int=7), dt.date(2026, 11, 29)
    found = consents(officer, today)

    assert set(found) == {one.community for one in played}
    for code, deed in found.items():
        body: Any = deed.body
        assert deed.path == f"/communities/{code}/back-entries"
        assert deed.by is not None
        assert (deed.by.account, deed.by.role_at(code)) == (str(officer), Role.STREET_OFFICER)
        assert body.usable_until > today
        days = [day for one in played if one.community == code for day in _days(one)]
        assert body.from_day <= min(days) <= max(days) <= body.to_day


def _days(community: Recruiting) -> list[dt.date]:
    fields = ("happened_at", "happened_on", "issued_on", "ended_on", "opens_on", "closes_on")
    given = [getattr(deed.body, field, None) for deed in community.deeds for field in fields]
    return [one.date() if isinstance(one, dt.datetime) else one for one in given if one is not None]


def test_every_key_stands_once(played: tuple[Recruiting, ...]) -> None:
    keys = [deed.key for deed in _deeds(played)]

    assert len(keys) == len(set(keys))


def test_it_is_the_same_in_every_process() -> None:
    code = "from tests.sample.test_recruiting import fingerprint; print(fingerprint())"

    other = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert fingerprint() == other.stdout.strip()


def test_the_edition_changes_with_the_content() -> None:
    """Changed a word or a day? Raise `_EDITION`, then write the new mark here."""
    assert (recruiting()[0].deeds[0].key, fingerprint()[:12]) == (
        "nanshan-recruiting-6-001-001",
        "62e6330883fc",
    )


def test_a_play_needs_few_requests(played: tuple[Recruiting, ...]) -> None:
    """`make demo` must be over within a minute on two cores."""
    assert len(_deeds(played)) <= 650


def fingerprint() -> str:
    """Changes with any key, path, body or account."""
    written = [
        [deed.key, deed.method, deed.path, deed.body.plain(), deed.by and deed.by.account]
        for deed in _deeds(recruiting())
    ]
    return hashlib.sha256(json.dumps(written).encode()).hexdigest()


def _deeds(played: Sequence[Recruiting]) -> list[Deed]:
    return [deed for community in played for deed in community.deeds]


def _bodies(played: Sequence[Recruiting], kind: type[Any]) -> list[Any]:
    return [deed.body for deed in _deeds(played) if isinstance(deed.body, kind)]

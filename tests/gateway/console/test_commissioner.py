"""What a commissioner meets on a phone, without a script."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from contracts.appeals.intake import CountAppeals, ListAppeals
from contracts.appeals.receptions import RecordReception
from gateway.console import files
from tests.gateway.answers import everything
from tests.gateway.console.stores import keep_files
from tests.gateway.console.visiting import Visitor
from tests.gateway.doubles import DENGLIANG
from tests.gateway.house import House, Person
from vocabulary.actors import Role
from vocabulary.problems import wrong_field


@pytest.fixture
def house(quick_house: House, tmp_path: Path) -> House:
    """The gateway on a database of its own, behind which everything answers."""
    keep_files(quick_house.gateway.attachment_store, tmp_path)
    quick_house.gateway.services.answers.update(everything())
    return quick_house


@pytest.fixture
def person(house: House) -> Person:
    """A commissioner of Dengliang."""
    return house.person()


@pytest.fixture
def commissioner(house: House, person: Person) -> Visitor:
    """The same, signed in."""
    visitor = Visitor(house.gateway.app)
    assert visitor.signs_in(person).status == 303
    return visitor


def _asked(house: House, kind: type[Any]) -> list[Any]:
    return [one.request for one in house.gateway.services.asked if type(one.request) is kind]


@pytest.mark.parametrize(
    "path", ["/desk/mine", "/desk/appeals", "/desk/duty", "/desk/receptions", "/desk/notices"]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_opens_in_both_languages(
    commissioner: Visitor, path: str, language: str
) -> None:
    commissioner.opens(f"/reading?language={language}")

    page = commissioner.opens(path)

    assert page.status == 200, page.answer.text
    assert "form-action 'self'" in page.answer.headers["Content-Security-Policy"]


def test_the_day_begins_with_the_own_cases(
    house: House, commissioner: Visitor, person: Person
) -> None:
    page = commissioner.follows(commissioner.opens("/desk"))

    assert page.address == "/desk/mine"
    assert "今日待办" not in page.words
    [counted] = _asked(house, CountAppeals)
    [listed] = _asked(house, ListAppeals)
    assert counted.commissioner == listed.commissioner == str(person.id)


def test_readers_of_receptions_are_not_led_to_the_duty(house: House) -> None:
    reader = Visitor(house.gateway.app)
    reader.signs_in(house.person("committee", Role.PARTY_COMMITTEE))

    page = reader.opens("/desk/receptions")

    assert page.status == 200
    assert "/desk/duty" not in page.answer.text


def test_the_workstation_has_no_page_of_a_commissioner(house: House) -> None:
    clerk = Visitor(house.gateway.app)
    clerk.signs_in(house.person("clerk", Role.WORKSTATION_STAFF, DENGLIANG))

    assert "我的待办" not in clerk.opens("/desk/today").words


def test_a_reception_is_written_down_with_four_answers(house: House, commissioner: Visitor) -> None:
    page = commissioner.opens("/desk/duty")
    assert page.form("/desk/duty").fields["held_at"] == "2013-05-06T09:30"
    assert "commissioner" not in page.form("/desk/duty").names

    typed = {"community": DENGLIANG, "visitors": "7", "channel": "station_duty"}
    done = commissioner.sends(page, typed, action="/desk/duty")

    assert "接待已登记" in commissioner.follows(done).words
    [asked] = _asked(house, RecordReception)
    assert (asked.visitors, asked.community, asked.commissioner) == (7, DENGLIANG, None)


def test_a_refused_reception_keeps_what_was_typed(house: House, commissioner: Visitor) -> None:
    wrong = wrong_field("held_at", "in_the_future", zh="还没有到。", en="Not yet.")
    house.gateway.services.answers[RecordReception] = wrong
    page = commissioner.opens("/desk/duty")

    typed = {"community": DENGLIANG, "visitors": "7", "channel": "home_visit"}
    refused = commissioner.sends(page, typed, action="/desk/duty")

    assert refused.status == 422
    assert "什么时候：还没有到" in refused.words
    assert refused.form("/desk/duty").fields["visitors"] == "7"


def test_the_copy_that_a_phone_keeps_holds_the_form_alone(commissioner: Visitor) -> None:
    """No list, no search, no token: nothing of a resident, and nothing to act with."""
    page = commissioner.opens("/desk/duty?kept=1")

    assert "最近接待" not in page.words
    assert "_csrf" not in page.answer.text
    assert 'action="/desk/search"' not in page.answer.text
    assert 'name="visitors"' in page.answer.text


def test_the_worker_asks_only_ourselves_and_is_asked_for_anew(commissioner: Visitor) -> None:
    answer = commissioner.opens("/worker.js").answer

    assert answer.content_type == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; connect-src 'self'"
    assert b"http" not in files.content("worker.js")

"""Words of streets, over the routes and both databases."""

from __future__ import annotations

from typing import Any

from tests.gateway.house import House
from vocabulary.actors import Actor, Grant, Role

_STREET, _COMMUNITY, _ELSEWHERE = "440305007000", "440305007003", "440306001000"
_ADMINISTRATOR = Actor("administrator", (Grant(Role.ADMINISTRATOR, _STREET),))
_ONE = f"/api/v1/notice-templates/{_STREET}/appeal_assigned/zh"
_WORDS = {
    "title": "请办理{number}",
    "text": "{area}：{number}，三天内联系居民。",
    "short": "{number}",
}


def _call(house: House, method: str, path: str, **options: Any) -> Any:
    return house.gateway.call(method, path, by=options.pop("by", _ADMINISTRATOR), **options)


def test_an_area_without_words_of_its_own_has_ours(house: House) -> None:
    found = _call(house, "GET", _ONE).json

    assert (found["worded_by"], found["version"]) == (None, 0)
    assert "{number}" in found["title"]
    assert [one["name"] for one in found["parameters"]] == ["area", "number"]


def test_a_street_words_a_notice_for_all_its_communities(house: House) -> None:
    put = _call(house, "PUT", _ONE, json=_WORDS, headers={"If-Match": '"0"'})

    below = _call(house, "GET", _ONE.replace(_STREET, _COMMUNITY)).json
    assert (put.status_code, put.json["version"], put.headers["ETag"]) == (200, 1, '"1"')
    assert (below["title"], below["worded_by"], below["version"]) == ("请办理{number}", _STREET, 0)


def test_a_community_may_have_words_of_its_own_beside_the_streets(house: House) -> None:
    _call(house, "PUT", _ONE, json=_WORDS)
    own = _ONE.replace(_STREET, _COMMUNITY)
    _call(house, "PUT", own, json=_WORDS | {"title": "登良{number}"})

    assert _call(house, "GET", own).json["title"] == "登良{number}"
    assert _call(house, "GET", _ONE).json["title"] == "请办理{number}"


def test_taking_words_back_goes_back_to_ours_and_goes_on_counting(house: House) -> None:
    ours = _call(house, "GET", _ONE).json
    _call(house, "PUT", _ONE, json=_WORDS)

    back = _call(house, "DELETE", _ONE, headers={"If-Match": '"1"'}).json
    again = _call(house, "PUT", _ONE, json=_WORDS).json

    assert (back["title"], back["worded_by"], back["version"]) == (ours["title"], None, 2)
    assert again["version"] == 3


def test_a_change_seen_by_nobody_is_not_overwritten(house: House) -> None:
    _call(house, "PUT", _ONE, json=_WORDS)

    late = _call(house, "PUT", _ONE, json=_WORDS | {"title": "x"}, headers={"If-Match": '"0"'})

    assert late.status_code == 412
    assert _call(house, "GET", _ONE).json["title"] == "请办理{number}"


def test_words_that_do_not_fit_change_nothing(house: House) -> None:
    answer = _call(house, "PUT", _ONE, json=_WORDS | {"text": "{phone}"})

    assert answer.status_code == 422
    assert {(found["field"], found["code"]) for found in answer.json["errors"]} == {
        ("text", "unknown_parameter"),
        ("text", "missing_parameter"),
    }
    assert _call(house, "GET", _ONE).json["version"] == 0


def test_nobody_words_the_notices_of_another_street(house: House) -> None:
    for method, more in (("GET", {}), ("PUT", {"json": _WORDS}), ("DELETE", {})):
        answer = _call(house, method, _ONE.replace(_STREET, _ELSEWHERE), **more)
        assert answer.status_code == 403, method


def test_what_there_is_not_is_not_found(house: House) -> None:
    for old, new in (
        ("appeal_assigned", "weather"),
        ("/zh", "/fr"),
        (_STREET, "somewhere"),
    ):
        assert _call(house, "GET", _ONE.replace(old, new)).status_code == 404, new


def test_a_preview_shows_examples_and_keeps_nothing(house: House) -> None:
    body = {"area": _STREET, "language": "zh", "text": "编号{number}，查询码{tracking_code}。"}

    made = _call(house, "POST", "/api/v1/notice-templates/appeal_answered/preview", json=body).json

    assert made["text"] == "编号〔2013〕17，查询码7H2K-9MTV-3QXD-A0WE。"
    assert "已办结：化解" in made["short"]
    assert made["short_length"] == len(made["short"])
    answered = _ONE.replace("appeal_assigned", "appeal_answered")
    assert _call(house, "GET", answered).json["version"] == 0


def test_a_preview_in_english_tells_the_outcome_in_english(house: House) -> None:
    body = {"area": _STREET, "language": "en"}

    path = "/api/v1/notice-templates/appeal_answered/preview"

    assert "settled" in _call(house, "POST", path, json=body).json["text"]


def test_the_list_shows_every_kind_in_both_languages(house: House) -> None:
    _call(house, "PUT", _ONE, json=_WORDS)

    found = _call(house, "GET", f"/api/v1/notice-templates?area={_COMMUNITY}").json["items"]

    assert len({(one["kind"], one["language"]) for one in found}) == len(found)
    assert [one["kind"] for one in found if one["worded_by"] == _STREET] == ["appeal_assigned"]

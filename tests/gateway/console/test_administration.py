"""Pages of administrators: accounts with their roles, and help for people who are locked out."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any, TypeVar, cast
from uuid import UUID

import pytest

from contracts.appeals.categories import CategoryView, PutCategory, ShowCategory
from contracts.gateway.api_keys import CreateApiKey
from contracts.gateway.notice_deliveries import (
    ListNoticeDeliveries,
    NoticeDeliveryPage,
    NoticeDeliveryView,
    RetryNoticeDelivery,
)
from contracts.recruitment.holidays import (
    DeclareHolidayYear,
    HolidayList,
    HolidayView,
    HolidayYearView,
    ListHolidays,
    RemoveHoliday,
    SetHoliday,
)
from gateway.console.administration import audit
from gateway.people.api_keys import operations
from gateway.places.areas.rules import Area
from tests.gateway.answers import everything
from tests.gateway.cases.case import an_answer
from tests.gateway.console.visiting import Page, Visitor
from tests.gateway.doubles import DENGLIANG, STREET
from tests.gateway.house import House, Person
from vocabulary.actors import Role
from vocabulary.areas import Level, level_of
from vocabulary.notices import DeliveryState

A = TypeVar("A")
DISTRICT = "440305000000"


def some(kind: type[A], /, **changes: Any) -> A:
    """An answer with what a test is about."""
    found: Any = an_answer(kind)  # type: ignore[arg-type]  # answers alone come here
    return cast("A", dataclasses.replace(found, **changes))


@pytest.fixture
def house(quick_house: House) -> House:
    """What other services are asked has an answer; accounts are real."""
    quick_house.gateway.services.answers.update(everything())
    return quick_house


@pytest.fixture
def administrator(house: House) -> Visitor:
    """Of the street."""
    made = Visitor(house.gateway.app)
    person = house.person("admin.one", Role.ADMINISTRATOR, STREET)
    assert made.signs_in(person).status == 303
    return made


def _state(house: House, person: Person) -> tuple[str, str | None]:
    row = house.row(person)
    return row.state, row.phone


def _does(visitor: Visitor, person: Person, deed: str, **typed: Any) -> Page:
    page = visitor.opens(f"/desk/accounts/{person.id}")
    return visitor.follows(visitor.sends(page, typed, deed=deed))


def test_an_account_is_made_with_its_roles_and_a_slip_for_its_owner(
    house: House, administrator: Visitor
) -> None:
    """Issue 19: the first day of a new street."""
    typed = {"login": "liu.ming", "display_name": "刘明", "area": DENGLIANG}
    role = {"roles.0.role": "workstation_staff", "roles.0.area": DENGLIANG}
    page = administrator.opens(f"/desk/accounts/new?area={DENGLIANG}")
    assert page.form().fields["area"] == DENGLIANG

    slip = administrator.sends(page, typed | role)
    again = administrator.sends(page, typed | role)

    assert "liu.ming" in slip.words
    password = slip.words.partition("初始密码 ")[2].split()[0]
    assert "初始密码已显示过一次" in again.words
    newcomer = Visitor(house.gateway.app)
    signed_in = newcomer.signs_in(Person(_account(slip), "liu.ming", password))
    assert signed_in.leads_to == "/desk/first-steps"
    found = administrator.opens("/desk/accounts?search=刘明")
    assert "社区工作站 · 登良社区" in found.words


def _account(slip: Page) -> UUID:
    """The account that a slip is for."""
    return UUID(next(one for one in slip.links if one.startswith("/desk/accounts/0"))[-36:])


def test_a_wrong_login_is_said_at_its_question_and_nothing_typed_is_lost(
    administrator: Visitor,
) -> None:
    page = administrator.opens("/desk/accounts/new")

    again = administrator.sends(page, login="刘", display_name="刘明", area=DENGLIANG)

    assert again.status == 422
    assert again.form().fields["display_name"] == "刘明"
    assert "登录名：" in again.words


def test_a_role_is_given_for_a_time_and_ended_by_hand(house: House, administrator: Visitor) -> None:
    person = house.person("person.one", role=None)

    given = _does(
        administrator,
        person,
        "give_role",
        role="party_committee",
        area=DENGLIANG,
        ends_at="2014-05-06T09:00",
    )
    assert "社区综合党委 · 登良社区" in given.words
    assert "2014-05-06 09:00" in given.words
    [ending] = [
        one.fields["_deed"] for one in given.forms if "end_role" in one.fields.get("_deed", "")
    ]
    ended = _does(administrator, person, ending)

    assert "现在无效" in ended.words
    assert "角色终止 · 社区综合党委" in ended.words


def test_locking_keeps_the_phone_that_the_page_shows_masked(
    house: House, administrator: Visitor
) -> None:
    """A form that holds what is masked would delete it, or write the mask back."""
    person = house.person("person.one")
    _does(administrator, person, "change_account", phone="13900139000")

    locked = _does(administrator, person, "lock_account")
    renamed = _does(administrator, person, "change_account", display_name="李四")

    assert _state(house, person) == ("locked", "13900139000")
    assert "139****9000" in locked.words
    assert "停用账号" in renamed.words
    _does(administrator, person, "unlock_account")
    _does(administrator, person, "change_account", without_phone="true")
    assert _state(house, person) == ("active", None)


def test_a_phone_is_not_given_and_deleted_at_once(house: House, administrator: Visitor) -> None:
    person = house.person("person.one")
    page = administrator.opens(f"/desk/accounts/{person.id}")

    typed = {"phone": "13900139000", "without_phone": "true"}
    again = administrator.sends(page, typed, deed="change_account")

    assert (again.status, house.row(person).phone) == (422, None)
    assert "要删除就不要再填写" in again.words


def test_a_forgotten_password_and_a_lost_app_are_helped(
    house: House, administrator: Visitor
) -> None:
    person = house.person("person.one", with_app=True)
    page = administrator.opens(f"/desk/accounts/{person.id}/password")
    assert "请先核对是本人" in page.words

    slip = administrator.sends(page)
    removed = _does(administrator, person, "remove_second_factor")

    password = slip.words.partition("初始密码 ")[2].split()[0]
    assert house.attempt({"login": person.login, "password": password}).status_code == 200
    assert "解除动态验证码" in removed.words


def test_nobody_manages_their_own_account_on_its_page(house: House, administrator: Visitor) -> None:
    found = administrator.opens("/desk/accounts?search=admin.one")
    [own] = [one for one in found.links if one.startswith("/desk/accounts/0")]

    page = administrator.opens(own)

    assert "不能由您管理" in page.words
    assert [one for one in page.forms if one.fields.get("_deed")] == []


def test_an_account_elsewhere_is_none(house: House, administrator: Visitor) -> None:
    other = house.person("person.one", role=None, area="440304001001")

    assert administrator.opens(f"/desk/accounts/{other.id}").status == 404
    assert administrator.opens(f"/desk/accounts/{other.id}/password").status == 404


def test_only_administrators_see_accounts(house: House) -> None:
    officer = Visitor(house.gateway.app)
    officer.signs_in(house.person("officer", Role.STREET_OFFICER, STREET))

    assert officer.opens("/desk/accounts").status == 403
    assert officer.opens("/desk/accounts/new").status == 403


def _asked(house: House, kind: type[Any]) -> list[Any]:
    return [one.request for one in house.services.asked if isinstance(one.request, kind)]


def _district(house: House) -> Visitor:
    """An administrator who keeps what all streets share."""
    made = Visitor(house.gateway.app)
    assert made.signs_in(house.person("admin.two", Role.ADMINISTRATOR, DISTRICT)).status == 303
    return made


def test_a_category_is_added_and_taken_out_of_use_by_the_district(house: House) -> None:
    answers = house.services.answers
    kept = CategoryView(code="lifts", name_zh="电梯故障", name_en="Lifts", active=True, version=3)
    answers.update({PutCategory: kept, ShowCategory: kept})
    keeper = _district(house)

    page = keeper.opens("/desk/categories/new")
    added = keeper.sends(page, code="lifts", name_zh="电梯故障", name_en="Lifts", active="true")
    page = keeper.opens("/desk/categories/lifts")
    changed = keeper.sends(page, {"name_zh": "电梯"}, without=["active"])

    assert added.leads_to == changed.leads_to == "/desk/categories"
    # Its event from the register, which the list follows, is still on the way.
    assert "电梯故障 Lifts" in keeper.follows(added).words
    first, second = _asked(house, PutCategory)
    # A new one never overwrites another of its code.
    assert (first.code, first.active, first.expected_version) == ("lifts", True, 0)
    assert (second.code, second.name_zh) == ("lifts", "电梯")
    assert (second.active, second.expected_version) == (False, 3)


def test_an_administrator_of_a_street_reads_categories_and_holidays(
    administrator: Visitor,
) -> None:
    listed, holidays = (
        administrator.opens("/desk/categories"),
        administrator.opens("/desk/holidays"),
    )

    assert "由区级管理员维护" in listed.words
    assert "由区级管理员维护" in holidays.words
    assert administrator.opens("/desk/categories/new").status == 403
    assert administrator.opens("/desk/holidays/days").status == 403


def test_a_day_is_entered_and_the_year_declared_complete(house: House) -> None:
    """Issue 19: holidays of the coming year declared complete."""
    day = some(HolidayView, day=dt.date(2014, 1, 31), is_entered=True, version=2)
    year = some(HolidayYearView, year=2014, is_complete=False, version=5)
    house.services.answers.update(
        {
            ListHolidays: some(HolidayList, year=2014, declaration=year, items=[day]),
            SetHoliday: day,
            RemoveHoliday: day,
            DeclareHolidayYear: year,
        }
    )
    keeper = _district(house)
    page = keeper.opens("/desk/holidays?year=2014")

    entry = keeper.opens(next(one for one in page.links if "/days?" in one))
    entered = keeper.sends(entry, day="2014-01-31", is_workday="false", name="春节", source="通知")
    declared = keeper.sends(
        page, deed="declare_holiday_year", is_complete="true", source="国务院办公厅通知"
    )
    keeper.sends(page, action="/desk/holidays/2014-01-31/removal")

    assert entered.leads_to == declared.leads_to == "/desk/holidays?year=2014"
    [set_], [complete], [removed] = (
        _asked(house, kind) for kind in (SetHoliday, DeclareHolidayYear, RemoveHoliday)
    )
    assert (set_.day, set_.is_workday, set_.name) == (dt.date(2014, 1, 31), False, "春节")
    assert (complete.year, complete.is_complete, complete.expected_version) == (2014, True, 5)
    assert (removed.day, removed.expected_version) == (dt.date(2014, 1, 31), 2)


def test_words_of_a_notice_are_tried_with_examples_then_kept_and_put_back(
    administrator: Visitor,
) -> None:
    """Issue 19: a notice reworded. Trying keeps nothing."""
    listed = administrator.opens("/desk/notice-templates")
    at = next(one for one in listed.links if one.endswith("/appeal_assigned/zh"))
    page = administrator.opens(at)
    before = page.form().fields["title"]

    tried = administrator.sends(page, title="请办理{number}", _go="preview")
    assert "请办理〔" in tried.words
    assert administrator.opens(at).form().fields["title"] == before
    wrong = administrator.sends(tried, title="请办理{nobody}", _go="save")
    assert (wrong.status, wrong.form().fields["title"]) == (422, "请办理{nobody}")
    administrator.sends(wrong, title="请办理{number}", _go="save")
    kept = administrator.opens(at)
    assert kept.form().fields["title"] == "请办理{number}"
    assert "用的是南山街道改过的文字" in kept.words
    administrator.sends(kept, action=f"{at}/removal")

    assert administrator.opens(at).form().fields["title"] == before


def test_a_message_that_did_not_arrive_says_why_and_is_sent_again(
    house: House, administrator: Visitor
) -> None:
    house.services.play_all()
    one = some(
        NoticeDeliveryView,
        kind="appeal_assigned",
        state=DeliveryState.FAILED,
        last_error="recipient_550_5.1.1",
        possible=["retry"],
    )
    house.services.answers.update(
        {
            ListNoticeDeliveries: NoticeDeliveryPage(items=[one], total=1),
            RetryNoticeDelivery: one,
        }
    )

    page = administrator.opens("/desk/notice-deliveries")
    sent = administrator.sends(page, action=f"/desk/notice-deliveries/{one.id}/retry")

    assert "对方邮箱不存在或拒收" in page.words
    assert "recipient" not in page.words
    assert sent.leads_to == "/desk/notice-deliveries?tab=waiting"
    assert [each.delivery_id for each in _asked(house, RetryNoticeDelivery)] == [one.id]


def test_the_audit_says_in_words_what_was_done_by_whom_to_what(
    house: House, administrator: Visitor
) -> None:
    """Issue 19: the audit of yesterday, by account and day, without codes."""
    person = house.person("person.one")
    _does(administrator, person, "lock_account")
    page = administrator.opens("/desk/audit")

    assert "停用账号 · 账号 某某某 · 登良社区" in page.words
    assert "登录 · 账号 本人 · 南山街道" in page.words
    assert "状态 可使用 → 已停用" in page.words
    assert ("lock_account" in page.words, "epoch" in page.words) == (False, False)
    assert "区划 — → 登良社区" in page.words
    yesterday = next(one for one in page.links if "happened_to=2013-05-05" in one)
    assert "没有符合条件的记录" in administrator.opens(yesterday).words
    assert "停用账号" not in administrator.opens(f"/desk/audit?account={person.id}").words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "—"),
        (True, "是"),
        (["zh", "en"], "中文、英文"),
        ("2013-05-06T01:30:00+00:00", "2013-05-06 09:30"),
        ("01970a3c-9000-7000-8000-0000000000f1", "编号 01970a3c…"),
        ("no_such_word", "no_such_word"),
    ],
)
def test_a_value_in_the_audit_is_said_as_people_say_it(value: Any, words: str) -> None:
    assert audit.said("gateway", value) == words


@pytest.mark.parametrize("area", ["440300000000", DISTRICT])
@pytest.mark.parametrize("here", ["/desk/post-caps", "/desk/regulations"])
def test_an_administrator_above_streets_chooses_among_streets(
    house: House, area: str, here: str
) -> None:
    """A city's administrator was led to a street that does not exist."""
    above = {code: Area(code, code, code) for code in ("440300000000", DISTRICT)}
    house.gateway.reference.known().areas.update(above)  # type: ignore[attr-defined]  # a dict
    visitor = Visitor(house.gateway.app)
    visitor.signs_in(house.person("admin.two", Role.ADMINISTRATOR, area))

    page = visitor.opens(here)

    led = [page.leads_to] if page.leads_to else page.links
    codes = {one.rpartition("/")[2] for one in led if one and one.startswith(f"{here}/")}
    codes = {code for code in codes if code.isdigit()}
    assert STREET in codes
    assert {level_of(code) for code in codes} == {Level.STREET}


def test_an_administrator_above_streets_gives_a_role_in_a_community(house: House) -> None:
    """Communities are offered once a street is chosen, for an account as for a new one."""
    house.gateway.reference.known().areas[DISTRICT] = Area(DISTRICT, "区", "district")  # type: ignore[index]  # a dict
    visitor = Visitor(house.gateway.app)
    visitor.signs_in(house.person("admin.two", Role.ADMINISTRATOR, DISTRICT))
    person = house.person("person.one", role=None, area=STREET)
    here = f"/desk/accounts/{person.id}"
    assert "在哪个街道的社区里授予角色" in visitor.opens(here).words

    page = visitor.opens(f"{here}?inside={STREET}")
    typed = {"role": "party_committee", "area": DENGLIANG}
    given = visitor.follows(visitor.sends(page, typed, deed="give_role"))

    assert f'value="{DENGLIANG}"' in page.answer.text
    assert "社区综合党委 · 登良社区" in given.words


def test_a_message_leads_to_its_account_only_where_the_reader_manages_it(
    house: House, administrator: Visitor
) -> None:
    kept, other = UUID(int=1), UUID(int=2)
    items = [
        some(NoticeDeliveryView, account=str(one), is_account_kept=one == kept, appeal_id=None)
        for one in (kept, other)
    ]
    house.services.play_all()
    house.services.answers[ListNoticeDeliveries] = NoticeDeliveryPage(items=items, total=2)

    links = administrator.opens("/desk/notice-deliveries").links

    assert f"/desk/accounts/{kept}" in links
    assert f"/desk/accounts/{other}" not in links


def test_an_administrator_sees_whose_keys_there_are_and_ends_one(
    house: House, administrator: Visitor
) -> None:
    """Issue 19: API keys stand with the administrator too; only owners make them."""
    person = house.person("person.one")
    with house.database.writing() as session:
        wish = CreateApiKey(name="市民热线", scopes=["appeal.read"], areas=None, days=90)
        made = operations.create(session, house.actor(person, Role.COMMISSIONER, DENGLIANG), wish)

    page = administrator.opens("/desk/accounts/keys")
    folded = page.answer.text.partition('<details class="deed">')[2].partition("</details>")[0]
    assert f"/desk/accounts/keys/{made.id}/withdrawal" in folded
    assert "停用后不能恢复" in folded
    ended = administrator.follows(
        administrator.sends(page, action=f"/desk/accounts/keys/{made.id}/withdrawal")
    )

    assert "市民热线" in page.words
    assert f"/desk/accounts/{person.id}" in page.links
    assert "从未使用" in page.words
    assert "密钥已停用" in ended.words
    assert "没有有效的密钥" in ended.words
    assert "停用 API 密钥" in administrator.opens(f"/desk/accounts/{person.id}").words

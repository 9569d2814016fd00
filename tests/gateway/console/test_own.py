"""The reader's own account: notices, keys, data, offices and identities."""

from __future__ import annotations

import re
from uuid import UUID

import pytest

from gateway.console.own import inbox
from runtime.identifiers import new_id
from tests.gateway.answers import everything
from tests.gateway.console.visiting import Visitor
from tests.gateway.doubles import STREET
from tests.gateway.house import House, Person
from vocabulary.actors import Role

_CODE = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")


def _at_desk(house: House, role: Role | None = Role.COMMISSIONER) -> tuple[Visitor, Person]:
    person = house.person(role=role)
    visitor = Visitor(house.gateway.app)
    visitor.signs_in(person)
    return visitor, person


def test_every_page_of_the_own_account_opens_in_words(quick_house: House) -> None:
    quick_house.gateway.services.answers.update(everything())
    visitor, _person = _at_desk(quick_house)
    below = ("", "/notices", "/keys", "/data", "/erasure", "/offices", "/identities")

    for address in ["/desk/notices", *(f"/desk/account{one}" for one in below)]:
        page = visitor.opens(address)

        assert page.status == 200, address
        assert _CODE.findall(page.words) == [], address


@pytest.mark.parametrize("place", sorted(set(inbox.PLACES.values())))
def test_the_way_from_a_notice_leads_to_a_page(quick_house: House, place: str) -> None:
    """A place named without a page behind it would lead people at work nowhere."""
    addresses = quick_house.gateway.app.url_map.bind("localhost")

    endpoint, found = addresses.match(f"{place}/{new_id()}", method="GET")

    assert [type(one) for one in found.values()] == [UUID], endpoint


def test_a_code_is_asked_of_those_alone_who_have_one(quick_house: House) -> None:
    visitor, _person = _at_desk(quick_house)
    officer = Visitor(quick_house.gateway.app)
    officer.signs_in(quick_house.person("he.zhuren", Role.STREET_OFFICER, STREET))

    for address in ("contact", "keys", "erasure"):
        at = f"/desk/account/{address}"
        assert "code" not in visitor.opens(at).form().names, address
        assert "动态验证码" in officer.opens(at).words, address


def test_where_one_is_signed_in_is_told_in_words(quick_house: House) -> None:
    visitor = Visitor(quick_house.gateway.app)
    visitor.client.environ_base["HTTP_USER_AGENT"] = (
        "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0 MicroMessenger/8.0"
    )
    visitor.signs_in(quick_house.person())

    words = visitor.opens("/desk/account").words

    assert "安卓手机 · 微信" in words
    assert "Mozilla" not in words


def test_a_key_is_told_once_and_revoked(quick_house: House) -> None:
    visitor, person = _at_desk(quick_house)
    page = visitor.opens("/desk/account/keys")

    made = visitor.sends(
        page, name="热线系统", scopes=["appeal.read"], current_password=person.password
    )

    assert "linli_" in made.answer.text
    listed = visitor.opens("/desk/account/keys")
    assert "热线系统" in listed.words
    assert "linli_" not in listed.words
    [revoke] = [one.action for one in listed.forms if one.action.startswith("/desk/account/keys/")]
    visitor.sends(listed, action=revoke)
    assert "热线系统" not in visitor.opens("/desk/account/keys").words


def test_a_wrong_password_makes_no_key(quick_house: House) -> None:
    visitor, _person = _at_desk(quick_house)

    refused = visitor.sends(
        visitor.opens("/desk/account/keys"),
        name="热线系统",
        scopes=["appeal.read"],
        current_password="wrong words",
    )

    assert refused.status == 422
    assert "还没有密钥" in refused.words


def test_quiet_hours_and_ways_are_kept(quick_house: House) -> None:
    visitor, _person = _at_desk(quick_house)
    page = visitor.opens("/desk/account/notices")
    kinds = [name for name in page.form().names if name.endswith(".email")]

    visitor.sends(page, quiet_from="20:00", without=kinds)

    kept = visitor.opens("/desk/account/notices").form()
    assert kept.fields["quiet_from"] == "20:00"
    assert kinds
    assert not set(kinds) & set(kept.fields)


def test_an_erased_account_signs_in_no_more(quick_house: House) -> None:
    visitor, person = _at_desk(quick_house, role=None)
    page = visitor.opens("/desk/account/erasure")

    gone = visitor.sends(page, current_password=person.password)

    assert gone.leads_to == "/"
    assert visitor.opens("/desk/account").status == 303
    assert Visitor(quick_house.gateway.app).signs_in(person).status == 422

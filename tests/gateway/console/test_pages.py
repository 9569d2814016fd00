from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

import pyotp
import pytest

from gateway.console import files, navigation, pages, rendering
from gateway.http.dependencies import EXTENSION
from gateway.limits.rate_limits.operations import RateLimits
from gateway.places.areas.rules import Area
from tests.gateway.answers import answering_gateway, everything
from tests.gateway.console.visiting import ORIGIN, Visitor
from tests.gateway.doubles import DENGLIANG, STREET, Gateway
from tests.gateway.house import House
from vocabulary.actors import Actor, Grant, Role
from vocabulary.rate_limits import Kind, Limit


def _limited(kind: Kind, most: int) -> RateLimits:
    made = RateLimits()
    made.open(b"", {one: (Limit(most, 60),) if one is kind else () for one in Kind})
    return made


@pytest.fixture
def resident(gateway: Gateway) -> Visitor:
    """Somebody without an account."""
    return Visitor(gateway.app)


def test_the_first_page_is_the_residents(resident: Visitor) -> None:
    page = resident.opens("/")

    assert page.status == 200
    assert "有事找社区专员" in page.words
    assert "登良社区" in page.words


def test_residents_find_their_community_below_its_street(resident: Visitor) -> None:
    page = resident.opens("/")

    assert "南山街道 登良社区 鼎太风华社区" in page.words
    assert "社区或街道的名称" not in page.words


@pytest.fixture
def of_a_city(gateway: Gateway) -> Visitor:
    """Somebody in a city with more communities than the interface tells of at once."""
    areas = gateway.reference.known().areas
    streets = {
        f"44030{district}{street:03}": district for district in (6, 7) for street in range(51, 64)
    }
    more = {"440306000000": Area("440306000000", "宝安区", "Baoan District")}
    for prefix, district in streets.items():
        street = f"{prefix}000"
        more[street] = Area(street, f"第{prefix[-2:]}街道", f"Street {district}-{prefix[-2:]}")
        for place in range(1, 10):
            code = f"{prefix}{place:03}"
            more[code] = Area(code, f"{prefix[-2:]}之{place}社区", f"Community {code[-9:]}")
    areas.update(more)  # type: ignore[attr-defined]  # a dict, as tests make it
    return Visitor(gateway.app)


def test_residents_of_a_city_find_their_community_by_its_name(of_a_city: Visitor) -> None:
    """Only the first 200 communities were there."""
    links = of_a_city.opens("/").links
    assert sum(one.startswith("/communities/") for one in links) == 2 + 2 * 13 * 9

    found = of_a_city.opens("/?named=63之9")
    assert [one for one in found.links if one.startswith("/communities/")] == [
        "/communities/440306063009",
        "/communities/440307063009",
    ]
    assert "宝安区 · 第63街道 63之9社区" in found.words

    street = of_a_city.opens("/posts?named=南山街道")
    assert f"/communities/{DENGLIANG}/posts" in street.links
    assert "第51街道" not in street.words

    none = of_a_city.opens("/?named=<b>")
    assert "没有名称里有“<b>”的社区或街道" in none.words
    assert not [one for one in none.links if one.startswith("/communities/")]


def test_a_page_lets_its_browser_run_and_send_only_what_is_ours(resident: Visitor) -> None:
    headers = resident.opens("/").answer.headers

    policy = headers["Content-Security-Policy"]
    assert "script-src 'self'; style-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers.getlist("X-Frame-Options") == ["DENY"]
    assert headers.getlist("Referrer-Policy") == ["same-origin"]
    assert headers["Cache-Control"] == "no-store"


def test_the_interface_keeps_its_own_headers(gateway: Gateway) -> None:
    headers = gateway.call("GET", "/api/v1/public/areas").headers

    assert headers["Referrer-Policy"] == "no-referrer"
    assert "script-src" not in headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/nothing/here", "/desk/nothing"])
def test_a_browser_gets_a_page_where_there_is_none(resident: Visitor, path: str) -> None:
    page = resident.opens(path)

    assert page.status == 404
    assert "没有这个地址" in page.words
    assert "form-action 'self'" in page.answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(("path", "accept"), [("/nothing", "*/*"), ("/api/v1/no", "text/html")])
def test_programs_get_a_problem_document(resident: Visitor, path: str, accept: str) -> None:
    answer = resident.opens(path, Accept=accept).answer

    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"


def test_whoever_is_not_signed_in_signs_in_and_comes_back(resident: Visitor) -> None:
    page = resident.opens("/desk/account?a=1")

    assert page.status == 303
    assert page.leads_to == "/sign-in?to=%2Fdesk%2Faccount%3Fa%3D1"


def test_a_caller_over_the_limit_gets_a_page_in_words() -> None:
    limits = _limited(Kind.ADDRESS, 1)
    resident = Visitor(answering_gateway(rate_limits=limits).app)
    resident.opens("/")

    page = resident.opens("/")

    assert page.status == 429
    assert "请求过于频繁" in page.words
    assert "script-src 'self'" in page.answer.headers["Content-Security-Policy"]
    assert int(page.answer.headers["Retry-After"]) > 0


def test_a_page_counts_as_one_request_however_much_it_asks() -> None:
    """The home of residents asks the interface; a click is still one click."""
    limits = _limited(Kind.ADDRESS, 3)
    resident = Visitor(answering_gateway(rate_limits=limits).app)

    assert [resident.opens("/").status for _ in range(4)] == [200, 200, 200, 429]


def test_a_sign_in_by_page_counts_as_a_sign_in(quick_house: House) -> None:
    limits = {kind: (Limit(1, 60),) if kind is Kind.PROOF else () for kind in Kind}
    quick_house.gateway.rate_limits.open(b"", limits)
    person = quick_house.person()
    assert Visitor(quick_house.gateway.app).signs_in(person).status == 303

    assert Visitor(quick_house.gateway.app).signs_in(person).status == 429


def test_files_are_kept_for_ever_under_a_name_that_changes_with_them(resident: Visitor) -> None:
    for name, kind in files.TYPES.items():
        answer = resident.opens(files.address(name)).answer

        assert answer.status_code == 200
        assert answer.content_type == kind
        assert "immutable" in answer.headers["Cache-Control"]
        assert resident.opens(f"/static/0000/{name}").answer.headers["Cache-Control"] == "no-cache"


def test_no_other_file_is_given(resident: Visitor) -> None:
    assert resident.opens("/static/0000/pages.py").status == 404
    assert resident.opens("/static/0000/..%2fpages.py").status == 404


@pytest.mark.parametrize("name", ["console.css", "charts.css", "console.js"])
def test_files_are_light(name: str) -> None:
    most = {"console.css": 25_000, "charts.css": 4_000, "console.js": 12_000}

    assert len(files.content(name)) <= most[name]
    assert b"http://" not in files.content(name).replace(b"http://www.w3.org", b"")


def test_what_waits_in_a_template_has_a_name_to_be_found_by() -> None:
    """The script puts the same part of the fresh page in its place."""
    templates = rendering.environment()
    waiting: list[str] = []
    for name in templates.list_templates():
        source = templates.loader.get_source(templates, name)[0]  # type: ignore[union-attr]  # there is one
        waiting += re.findall(r"<[a-z][^<]*data-soon", source)

    assert waiting
    assert [tag for tag in waiting if " id=" not in tag] == []


def test_what_a_table_says_of_itself_has_the_width_of_its_rows_on_a_phone() -> None:
    """Beside rows that are cards it stood one character below the other."""
    [narrow] = re.findall(
        r"\n  ([^\n{]*\.list tbody[^\n{]*) \{ display: block; \}",
        files.content("console.css").decode(),
    )

    assert ".list caption" in narrow.split(", ")


def test_nothing_is_inline_in_any_template() -> None:
    """The policy would keep it from working, and so would a person who writes it as a text."""
    templates = rendering.environment()
    for name in templates.list_templates():
        source = templates.loader.get_source(templates, name)[0]  # type: ignore[union-attr]  # there is one

        assert not re.search(r"\s(style|on[a-z]+)\s*=|<style|javascript:", source), name
        assert not re.search(r"<script(?![^>]*\ssrc=)", source), name
        assert "|safe" not in source, name


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "/\t/elsewhere.example",
        "\\\\elsewhere.example",
        "/a\r\nSet-Cookie: a=b",
        "javascript:alert(1)",
        "",
        None,
        "/api/v1/sessions",
        "elsewhere",
    ],
)
def test_nobody_is_led_elsewhere(address: str | None) -> None:
    assert pages.local(address, "/desk") == "/desk"


def test_letters_and_language_are_kept_and_lead_back(resident: Visitor) -> None:
    page = resident.opens("/reading?letters=large&language=en&to=/%3Fa=1")

    assert page.leads_to == "/?a=1"
    shown = resident.opens("/")
    assert 'lang="en" class="elder large"' in shown.answer.text
    assert resident.opens("/reading?to=https://elsewhere.example").leads_to == "/"


def test_without_a_choice_the_browsers_language_counts(resident: Visitor) -> None:
    assert 'lang="en"' in resident.opens("/", Accept_Language="en-GB,zh;q=0.5").answer.text
    assert '<html lang="zh-CN"' in resident.opens("/", Accept_Language="fr").answer.text


class TestSignedIn:
    """Pages of somebody with an account."""

    def test_the_desk_begins_with_the_first_page_of_the_role(self, quick_house: House) -> None:
        quick_house.gateway.services.answers.update(everything())
        visitor = Visitor(quick_house.gateway.app)

        page = visitor.signs_in(quick_house.person())

        assert page.leads_to == "/desk"
        first = visitor.follows(visitor.follows(page))
        assert first.status == 200
        assert 'aria-current="page"' in first.answer.text

    @pytest.mark.parametrize(
        ("role", "area", "first"),
        [
            (Role.PARTY_COMMITTEE, DENGLIANG, "/desk/committee"),
            (Role.WORKSTATION_STAFF, DENGLIANG, "/desk/today"),
            (Role.COMMISSIONER, DENGLIANG, "/desk/mine"),
            (Role.STREET_OFFICER, STREET, "/desk/overview"),
            (Role.ADMINISTRATOR, STREET, "/desk/administration"),
        ],
    )
    def test_each_day_begins_with_what_waits_for_the_role(
        self, role: Role, area: str, first: str
    ) -> None:
        """A committee is there to decide; appeals are handled by others."""
        assert navigation.start(Actor("one", (Grant(role, area),))) == first

    def test_the_street_finds_posts_and_appointments_in_its_menu(self) -> None:
        """It may read them; only a commissioner, who has a term instead, does not see them."""
        officer = Actor("one", (Grant(Role.STREET_OFFICER, STREET),))
        commissioner = Actor("two", (Grant(Role.COMMISSIONER, DENGLIANG),))

        assert {"posts", "appointments"} <= {one.name for one in navigation.menu(officer)}
        assert not {"posts", "appointments"} & {one.name for one in navigation.menu(commissioner)}

    def test_a_wrong_password_is_told_beside_what_was_typed(self, quick_house: House) -> None:
        visitor = Visitor(quick_house.gateway.app)
        sign_in = visitor.opens("/sign-in")

        page = visitor.sends(sign_in, action="/sign-in", login="ao.jiannan", password="wrong")

        assert page.status == 422
        assert "没有登录成功" in page.words
        assert page.form("/sign-in").fields["login"] == "ao.jiannan"
        assert page.form("/sign-in").fields["password"] == ""

    @pytest.mark.parametrize("token", [None, "0" * 64])
    def test_a_form_without_the_sessions_token_is_refused(
        self, quick_house: House, token: str | None
    ) -> None:
        visitor = self._at_desk(quick_house)
        page = visitor.opens("/desk/account")
        typed = {} if token is None else {"_csrf": token}

        sent = visitor.sends(
            page, typed, action="/desk/sign-out", without=[] if token else ["_csrf"]
        )

        assert sent.status == 403
        assert visitor.opens("/desk/account").status == 200

    def test_a_form_with_the_token_of_another_session_is_refused(self, quick_house: House) -> None:
        person = quick_house.person()
        mine, theirs = (self._at_desk(quick_house, person) for _ in range(2))
        foreign = theirs.opens("/desk/account").form("/desk/sign-out").fields["_csrf"]

        sent = mine.sends(mine.opens("/desk/account"), action="/desk/sign-out", _csrf=foreign)

        assert sent.status == 403

    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "null"},
            {"Origin": "https://elsewhere.example"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Origin": None},
        ],
    )
    def test_a_form_of_another_site_is_refused(
        self, quick_house: House, headers: dict[str, str | None]
    ) -> None:
        visitor = self._at_desk(quick_house)
        page = visitor.opens("/desk/account")

        sent = visitor.sends(page, action="/desk/sign-out", headers=headers)

        assert sent.status == 403
        assert visitor.opens("/desk/account").status == 200

    def test_after_signing_out_nothing_opens_and_it_is_told_once(self, quick_house: House) -> None:
        visitor = self._at_desk(quick_house)

        out = visitor.sends(visitor.opens("/desk/account"), action="/desk/sign-out")

        assert out.leads_to == "/"
        assert "您已退出登录" in visitor.follows(out).words
        assert "您已退出登录" not in visitor.opens("/").words
        assert visitor.opens("/desk/account").status == 303

    def test_a_form_that_is_none_or_too_large_is_refused(self, quick_house: House) -> None:
        visitor = self._at_desk(quick_house)
        sent = {"Accept": "text/html", "Origin": ORIGIN}

        as_json = visitor.client.post("/desk/sign-out", json={}, headers=sent, base_url=ORIGIN)
        large = visitor.client.post(
            "/desk/sign-out", data={"a": "b" * 600_000}, headers=sent, base_url=ORIGIN
        )

        assert (as_json.status_code, large.status_code) == (415, 413)
        assert "text/html" in as_json.content_type

    def test_a_page_hands_on_the_new_secret_of_a_session(self, quick_house: House) -> None:
        """Its secret changes every 15 minutes, with whatever call of a page comes then."""
        visitor = self._at_desk(quick_house)
        before = visitor.client.get_cookie("linli_session").value
        quick_house.time.forward(minutes=16)

        assert visitor.opens("/desk/account").status == 200

        assert visitor.client.get_cookie("linli_session").value != before
        quick_house.time.forward(minutes=2)
        assert visitor.opens("/desk/account").status == 200

    def test_what_was_typed_outlives_the_end_of_a_session(self, quick_house: House) -> None:
        """A form that was sent too late goes on after a new sign-in, and secrets are typed anew."""
        person = quick_house.person(must_change=True)
        visitor = self._at_desk(quick_house, person)
        page = visitor.opens("/desk/first-steps")
        quick_house.time.forward(minutes=31)

        late = visitor.sends(
            page, current_password="old words", new_password="new words", note="写了很久"
        )

        assert late.status == 401
        assert late.form("/sign-in").fields["carried.note"] == "写了很久"
        assert "old words" not in late.answer.text
        again = visitor.sends(late, action="/sign-in", login=person.login, password=person.password)
        assert again.leads_to == "/desk/first-steps"

    def test_what_was_typed_is_offered_again_after_the_sign_in(self, quick_house: House) -> None:
        person = quick_house.person()
        visitor = self._at_desk(quick_house, person)
        page = visitor.opens("/desk/account")
        quick_house.time.forward(minutes=31)
        late = visitor.sends(page, action="/desk/sign-out", note="写了很久")

        again = visitor.sends(late, action="/sign-in", login=person.login, password=person.password)

        assert again.status == 200
        form = again.form("/desk/sign-out")
        assert form.fields["note"] == "写了很久"
        assert visitor.sends(again, action="/desk/sign-out").leads_to == "/"

    def test_another_sites_form_is_never_carried_over_a_sign_in(self, quick_house: House) -> None:
        visitor = self._at_desk(quick_house)
        page = visitor.opens("/desk/account")
        quick_house.time.forward(minutes=31)

        late = visitor.sends(page, action="/desk/sign-out", headers={"Origin": "null"})

        assert late.status == 403

    def test_a_refused_page_keeps_its_menu(self, quick_house: House) -> None:
        visitor = self._at_desk(quick_house)

        page = visitor.opens("/desk/nothing")

        assert page.status == 404
        assert "我的账号" in page.words

    @staticmethod
    def _at_desk(house: House, person: object = None) -> Visitor:
        visitor = Visitor(house.gateway.app)
        assert visitor.signs_in(person or house.person()).status == 303
        return visitor


class TestFirstSteps:
    """What an account needs before its roles count."""

    def test_an_initial_password_is_changed_first(self, quick_house: House) -> None:
        person = quick_house.person(must_change=True)
        visitor = Visitor(quick_house.gateway.app)
        page = visitor.follows(visitor.signs_in(person))
        assert "请先设置您自己的密码" in page.words

        refused = visitor.sends(page, current_password=person.password, new_password="short")

        assert refused.status == 422
        assert "新密码" in refused.words
        new = "seven quiet lamps by the harbour"
        done = visitor.sends(refused, current_password=person.password, new_password=new)
        assert done.leads_to == "/desk/first-steps"
        assert visitor.follows(done).leads_to == "/desk"

    def test_a_second_factor_is_bound_with_recovery_codes(self, quick_house: House) -> None:
        person = quick_house.person("officer", Role.STREET_OFFICER, STREET, with_app=False)
        visitor = Visitor(quick_house.gateway.app)
        begin = visitor.follows(visitor.signs_in(person))
        assert "绑定动态验证码" in begin.words

        scan = visitor.sends(begin, current_password=person.password)

        secret = scan.form().fields["secret"]
        assert 'class="qr"' in scan.answer.text
        wrong = visitor.sends(scan, code="000000")
        assert wrong.status == 422
        assert wrong.form().fields["secret"] == secret
        person.totp = pyotp.TOTP(secret)
        codes = visitor.sends(wrong, code=person.code)
        found = re.findall(r"<code>([^<]+)</code>", codes.answer.text)
        assert len(found) >= 8
        assert visitor.opens("/desk/first-steps").leads_to == "/desk"
        other = Visitor(quick_house.gateway.app)
        typed = {"login": person.login, "password": person.password, "code": found[0]}
        assert other.sends(other.opens("/sign-in"), typed, action="/sign-in").leads_to == "/desk"

    def test_in_a_demo_the_page_shows_the_code_and_nowhere_else(self, quick_house: House) -> None:
        """People who look around have no authenticator app at hand."""
        app = quick_house.gateway.app
        for is_demo in (False, True):
            app.extensions[EXTENSION] = replace(quick_house.gateway.dependencies, is_demo=is_demo)
            person = quick_house.person(
                f"officer.{int(is_demo)}", Role.STREET_OFFICER, with_app=False
            )
            visitor = Visitor(app)
            scan = visitor.sends(
                visitor.follows(visitor.signs_in(person)), current_password=person.password
            )
            now = pyotp.TOTP(scan.form().fields["secret"]).at(quick_house.time.now)
            assert (now in scan.words) is is_demo
            again = visitor.sends(scan, code="000000")
            assert (now in again.words) is is_demo
            if is_demo:
                assert "恢复码" in visitor.sends(again, code=now).words

    def test_a_demo_says_on_every_page_that_its_past_is_being_written(self) -> None:
        app = answering_gateway().app
        for lacks in (True, False):
            given = replace(app.extensions[EXTENSION], lacks_its_past=partial(bool, lacks))
            app.extensions[EXTENSION] = given
            for path in ("/", "/sign-in", "/nowhere"):
                page = Visitor(app).opens(path)
                assert ("样例还没有写完" in page.words) is lacks, path
                # True also where it was interrupted and nobody writes any more.
                assert ("再运行一次 make demo 会接着写" in page.words) is lacks, path


class TestOwnAccount:
    """What everybody does with their own account."""

    def test_a_password_is_changed_and_other_sign_ins_end(self, quick_house: House) -> None:
        person = quick_house.person()
        visitor, other = Visitor(quick_house.gateway.app), Visitor(quick_house.gateway.app)
        for one in (visitor, other):
            one.signs_in(person)
        form = visitor.opens("/desk/account/password")
        new = "seven quiet lamps by the harbour"

        wrong = visitor.sends(form, current_password="wrong words", new_password=new)
        done = visitor.sends(wrong, current_password=person.password, new_password=new)

        assert wrong.status == 422
        assert "wrong words" not in wrong.answer.text
        assert "密码已修改" in visitor.follows(done).words
        assert other.opens("/desk/account").status == 303

    def test_a_lost_phone_is_signed_out(self, quick_house: House) -> None:
        person = quick_house.person()
        visitor, phone = Visitor(quick_house.gateway.app), Visitor(quick_house.gateway.app)
        for one in (visitor, phone):
            one.signs_in(person)
        page = visitor.opens("/desk/account")
        [end] = [one.action for one in page.forms if "/sign-ins/" in one.action]

        visitor.sends(page, action=end)

        assert phone.opens("/desk/account").status == 303
        assert visitor.opens("/desk/account").status == 200

    def test_a_changed_name_stands_in_the_account(self, quick_house: House) -> None:
        person = quick_house.person()
        visitor = Visitor(quick_house.gateway.app)
        visitor.signs_in(person)
        form = visitor.opens("/desk/account/contact")
        assert form.form().fields["display_name"] == "某某某"

        done = visitor.sends(form, display_name="敖建南", current_password=person.password)

        assert "敖建南" in visitor.follows(done).words

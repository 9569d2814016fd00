"""Every page that somebody without an account and each role finds, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pytest
from playwright.sync_api import Browser

from gateway.app import pages_by_rule
from tests.journeys.browser.desk import Desk, manned, manned_by_appointment
from tests.journeys.browser.report import FOLDER, PICTURED, Report
from tests.journeys.browser.town import Town
from tests.journeys.browser.walk import Seen, walk
from tests.journeys.browser.windows import HEIGHTS, NARROW, WIDE, Window, window
from tests.journeys.people import administrator_of_the_street, holder_of, somebody_made_by
from tests.journeys.running import Running
from tests.summary import KEPT
from vocabulary.actors import Role

_OF_A_STREET = {Role.STREET_OFFICER, Role.STREET_PARTY_COMMITTEE, Role.ADMINISTRATOR}
#: Pages that some come for, beside those that everybody has.
_FIRST = {
    Role.WORKSTATION_STAFF: {"/desk/today", "/desk/appeals/<uuid:appeal_id>"},
}
_EVERYBODYS = pytest.mark.thorough("has the pages of everybody with an account")
_WALKED = (
    pytest.param(Role.VOLUNTEER, marks=_EVERYBODYS),
    pytest.param(Role.SOCIAL_WORKER, marks=_EVERYBODYS),
    Role.WORKSTATION_STAFF,
    Role.PARTY_COMMITTEE,
    Role.STREET_OFFICER,
)
_READINGS = ("letters=elder", "letters=large", "language=en")
_AUDITED: set[tuple[str, ...]] = set()


@pytest.fixture(autouse=True)
def _told(record_property: Callable[[str, object], None]) -> None:
    """The run says where its files are."""
    record_property(KEPT, str(FOLDER))


@pytest.fixture(scope="module")
def desk(embedded: Running) -> Desk:
    """A workstation with a clerk and a commissioner in office."""
    return manned(embedded)


@pytest.fixture(scope="module")
def office(town: Town) -> Desk:
    """The same, with a commissioner whom every register knows."""
    return manned_by_appointment(town.running)


@pytest.fixture(scope="module")
def report() -> Iterator[Report]:
    """What every walk of this file saw, written down when all have ended."""
    made = Report("walk")
    yield made
    made.ends()


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("reading", ["", *_READINGS])
def test_residents_find_no_fault_with_any_page(
    town: Town, chromium: Browser, report: Report, width: int, reading: str
) -> None:
    with window(chromium, town.running.address, width=width) as opened:
        opened.opens(f"/reading?{reading}")
        seen = _seen(
            walk(
                opened,
                f"nobody {reading}".strip(),
                [*town.addresses, "/"],
                width=width,
                is_elder="letters" in reading,
                is_chinese="language" not in reading,
                audited=_AUDITED,
            ),
            report,
            opened,
        )

    assert {"/", "/sign-in", "/figures"} <= seen


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_somebody_with_an_account_finds_no_fault_with_any_page(
    embedded: Running, chromium: Browser, report: Report, width: int
) -> None:
    person = somebody_made_by(administrator_of_the_street(embedded))
    with window(chromium, embedded.address, width=width) as opened:
        opened.signs_in(person)
        walked = walk(opened, "no role", ["/desk"], width=width, audited=_AUDITED)
        seen = _seen(walked, report, opened)

    assert "/desk/account" in seen


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_commissioner_finds_no_fault_with_any_page(
    desk: Desk, chromium: Browser, report: Report, width: int
) -> None:
    case = desk.given("垃圾桶满了没人清。")
    with window(chromium, desk.running.address, width=width) as opened:
        opened.signs_in(desk.commissioner)
        starts = ["/desk", f"/desk/appeals/{case}"]
        seen = _seen(
            walk(opened, "commissioner", starts, width=width, audited=_AUDITED), report, opened
        )

    assert {"/desk/mine", "/desk/appeals", "/desk/appeals/<uuid:appeal_id>", "/desk/duty"} <= seen


@pytest.mark.parametrize("role", _WALKED)
def test_each_role_finds_no_fault_with_any_page(
    town: Town, office: Desk, chromium: Browser, report: Report, role: Role
) -> None:
    """Everything that the menu and its pages lead to, wide and then narrow, with one sign-in."""
    home, case = office.running.home, office.given("垃圾桶满了没人清。")
    area = home.street if role in _OF_A_STREET else home.community
    is_clerk = role is Role.WORKSTATION_STAFF
    person = office.clerk if is_clerk else holder_of(office.running, role, area)
    starts = ["/desk", *([f"/desk/appeals/{case}"] if is_clerk else [])]
    with window(chromium, town.running.address) as opened:
        opened.signs_in(person)
        for width in (WIDE,) if is_clerk else (WIDE, NARROW):
            opened.page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
            walked = walk(opened, role.value, starts, width=width, audited=_AUDITED)
            seen = _seen(walked, report, opened)

            assert {"/desk/account", "/desk/records", *_FIRST.get(role, ())} <= seen


def test_what_a_person_looks_at_are_twelve_pages_that_are_there() -> None:
    rules = {str(one.rule) for one in pages_by_rule().map.iter_rules()}

    assert len(PICTURED) == 12
    assert {rule for _who, rule, _width in PICTURED} <= rules


def _seen(walked: Iterable[Seen], report: Report, opened: Window) -> set[str]:
    """Patterns of the pages met; each is kept, and none is wrong."""
    seen: list[Seen] = []
    for one in walked:
        report.keeps(one, opened)
        seen.append(one)
    wrong = [f"{one.path} at {one.width} px: {fault}" for one in seen for fault in one.faults]
    assert wrong == [], "\n".join(wrong)
    return {one.rule for one in seen}

"""Every page that somebody without an account and somebody with one finds, wide and narrow."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser.desk import Desk, manned
from tests.journeys.browser.town import Town
from tests.journeys.browser.walk import Seen, table, walk
from tests.journeys.browser.windows import NARROW, WIDE, window
from tests.journeys.people import administrator_of_the_street, somebody_made_by
from tests.journeys.running import Running


@pytest.fixture(scope="module")
def desk(embedded: Running) -> Desk:
    """A workstation with a clerk and a commissioner in office."""
    return manned(embedded)


_AUDITED: set[tuple[str, ...]] = set()


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("reading", ["", "letters=elder", "letters=large", "language=en"])
def test_residents_find_no_fault_with_any_page(
    town: Town, chromium: Browser, width: int, reading: str
) -> None:
    with window(chromium, town.running.address, width=width) as opened:
        opened.opens(f"/reading?{reading}")
        seen = list(
            walk(
                opened,
                f"nobody {reading}",
                [*town.addresses, "/"],
                width=width,
                is_elder="letters" in reading,
                is_chinese="language" not in reading,
                audited=_AUDITED,
            )
        )

    _show(seen)
    assert {"/", "/sign-in", "/figures"} <= {one.rule for one in seen}


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_somebody_with_an_account_finds_no_fault_with_any_page(
    embedded: Running, chromium: Browser, width: int
) -> None:
    person = somebody_made_by(administrator_of_the_street(embedded))
    with window(chromium, embedded.address, width=width) as opened:
        opened.signs_in(person)
        seen = list(walk(opened, "no role", ["/desk"], width=width, audited=_AUDITED))

    _show(seen)
    assert "/desk/account" in {one.rule for one in seen}


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("who", ["clerk", "commissioner"])
def test_the_desk_and_the_commissioner_find_no_fault_with_any_page_about_appeals(
    desk: Desk, chromium: Browser, width: int, who: str
) -> None:
    case = desk.given("垃圾桶满了没人清。")
    with window(chromium, desk.running.address, width=width) as opened:
        opened.signs_in(getattr(desk, who))
        starts = ["/desk", f"/desk/appeals/{case}", "/desk/receptions"]
        seen = list(walk(opened, who, starts, width=width, audited=_AUDITED))

    _show(seen)
    rules = {one.rule for one in seen}
    first = "/desk/today" if who == "clerk" else "/desk/mine"
    assert {first, "/desk/appeals", "/desk/appeals/<uuid:appeal_id>", "/desk/duty"} <= rules


def _show(seen: list[Seen]) -> None:
    print(table(seen))  # noqa: T201 - the report of the walk
    assert [one for one in seen if one.faults] == []

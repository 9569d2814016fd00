"""A street is set up, works, and changes through the years (R65, R38)."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import openpyxl

from tests.journeys.running import STREET, Json, Running, new_key, staff_of
from tests.servers.waiting import wait_for
from vocabulary.actors import Actor, Grant, Role
from vocabulary.periods import SHANGHAI

NEW_STREET = "440305011000"
FIRST, SECOND, LAST = "440305011001", "440305011002", "440305011005"
_DISTRICT = Actor("district", (Grant(Role.ADMINISTRATOR, "440305000000"),))
_STREET = Actor("street", (Grant(Role.ADMINISTRATOR, NEW_STREET),))
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _filled(template: bytes) -> bytes:
    """The template as a street fills it in."""
    workbook = openpyxl.load_workbook(io.BytesIO(template))
    sheet = workbook.worksheets[0]
    for line, cells in enumerate(sheet.iter_rows(min_row=2), start=1):
        cells[1].value = f"新建{line}号社区" if line > 1 else "科技街道"
        cells[2].value = f"New Community {line}" if line > 1 else "Keji Street"
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def _import(running: Running, content: bytes, **params: str) -> Json:
    return running.answer(
        "POST",
        "/areas/imports",
        actor=_DISTRICT,
        data=content,
        params=params,
        headers={"Content-Type": _WORKBOOK},
        key=new_key(),
    )


def _today() -> dt.date:
    return dt.datetime.now(SHANGHAI).date()  # noqa: TID251 - the day on which the servers really run


def _submitted(running: Running, community: str) -> Json:
    """An appeal, as soon as every gateway knows the community."""

    def taken() -> Json | None:
        body = {"community": community, "category": "pets", "text": "有狗。"}
        answer = running.call("POST", "/public/appeals", json=body)
        receipt: Json = answer.json()
        return receipt if answer.ok else None

    receipt = wait_for(taken, 20, "the community is known") or {}
    running.stored(receipt)
    return receipt


def test_a_street_is_set_up_from_a_template_and_goes_through_a_rename_and_a_merger(
    running: Running,
) -> None:
    template = running.call(
        "GET", "/public/areas/template", params={"model": STREET, "under": NEW_STREET}
    )
    file = _filled(template.content)

    tried = _import(running, file, check="true")
    assert (tried["areas"], tried["unchanged"], len(tried["items"])) == (6, 0, 6)
    assert running.call("GET", f"/public/areas/{FIRST}").status_code == 404
    assert len(_import(running, file)["items"]) == 6
    assert _import(running, file)["unchanged"] == 6

    # An appeal there, for the staff there.
    receipt = _submitted(running, FIRST)
    appeal = f"/appeals/{receipt['id']}"
    assert running.answer("GET", appeal, actor=staff_of(FIRST))["community"] == FIRST
    assert running.call("GET", appeal, actor=staff_of(SECOND)).status_code == 404

    # Another name since a month ago.
    renamed = running.answer(
        "PUT",
        f"/areas/{FIRST}",
        actor=_STREET,
        json={
            "name_zh": "新名社区",
            "name_en": "Renamed",
            "from": str(_today() - dt.timedelta(days=30)),
        },
    )
    assert [name["name_zh"] for name in renamed["names"]] == ["新建2号社区", "新名社区"]
    assert [upper["code"] for upper in renamed["path"]] == [
        NEW_STREET,
        "440305000000",
        "440300000000",
        "440000000000",
    ]

    # Merged into its neighbour: not by those of another street, and from today on.
    merger = {"into": SECOND, "from": str(_today())}
    elsewhere = Actor("elsewhere", (Grant(Role.ADMINISTRATOR, STREET),))
    path = f"/areas/{FIRST}/merger"
    assert running.call("POST", path, actor=elsewhere, json=merger).status_code == 403
    merged = running.answer("POST", path, actor=_STREET, json=merger)
    assert (merged["successor"], merged["valid_to"]) == (
        SECOND,
        str(_today() - dt.timedelta(days=1)),
    )

    # New appeals are told where to go.
    def refused() -> Json | None:
        body = {"community": FIRST, "category": "pets", "text": "又有狗。"}
        answer = running.call("POST", "/public/appeals", json=body)
        return answer.json() if answer.status_code == 422 else None

    [error] = (wait_for(refused, 20, "the merger is known") or {})["errors"]
    assert error["code"] == "taken_over"
    assert SECOND in error["zh"]
    assert SECOND in error["en"]

    # Only the successor's staff finish the open appeals.
    successor = staff_of(SECOND)
    listed = running.answer("GET", "/appeals", actor=successor, params={"limit": 200})
    assert [found["id"] for found in listed["items"]] == [receipt["id"]]
    accepted = running.answer("POST", f"{appeal}/acceptance", actor=successor, json={})
    assert (accepted["state"], accepted["community"]) == ("accepted", FIRST)
    assert running.call("GET", appeal, actor=staff_of(LAST)).status_code == 404

    # The street counts both together.
    def counted() -> bool:
        asked = {"area": SECOND, "include_predecessors": "true"}
        totals = running.answer("GET", "/public/street/totals", params=asked)
        return bool((totals["appeals"], totals["predecessors"]) == (1, [FIRST]))

    wait_for(counted, 20, "the street counts the predecessor")
    alone = running.answer("GET", "/public/street/totals", params={"area": SECOND})
    assert alone["appeals"] == 0


def test_an_operator_sets_a_street_up_at_the_terminal(running: Running, tmp_path: Path) -> None:
    path = tmp_path / "street.csv"
    running.linli("areas", "template", str(path), "--from", STREET, "--under", "440305012000")
    text = path.read_text(encoding="utf-8-sig")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    path.write_text(text.replace(",,,,,,,", ",名,Name,,,,true,"), encoding="utf-8-sig")

    tried = running.linli("areas", "import", "--check", str(path))
    done = running.linli("areas", "import", str(path))
    again = running.linli("areas", "import", str(path))

    assert "6 changed" in tried
    assert "nothing changed" in tried
    assert "440305012005  名 Name  新增 added" in done
    assert "0 changed, 6 as before" in again
    receipt = _submitted(running, "440305012003")
    assert (
        running.answer("GET", f"/appeals/{receipt['id']}", actor=staff_of("440305012003"))[
            "community"
        ]
        == "440305012003"
    )

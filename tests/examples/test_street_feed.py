"""The example that street offices copy, without a broker."""

from __future__ import annotations

import hashlib
import json
import re
import runpy
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

_EXAMPLE = runpy.run_path(str(Path(__file__).parents[2] / "examples" / "street_feed.py"))


@pytest.fixture
def copy() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(_EXAMPLE["TABLES"])
        yield database


def _event(place: int, kind: str = "appeal_received", **data: Any) -> bytes:
    attributes = {
        "id": f"event-{place}",
        "source": "/linli/appeals",
        "sequence": f"{place:020d}",
        "type": f"linli.appeals.{kind}",
        "subject": "one",
        "time": "2013-05-04T09:30:00+08:00",
        "data": data,
    }
    return json.dumps(attributes).encode()


def _digest(place: int, first: int, last: int) -> bytes:
    ids = "".join(f"event-{number}\n" for number in range(first, last + 1))
    hashed = hashlib.sha256(ids.encode()).hexdigest()
    return _event(place, "day_digested", day="2013-05-04", first=first, last=last, sha256=hashed)


def _said(copy: sqlite3.Connection, capsys: pytest.CaptureFixture[str], *bodies: bytes) -> str:
    for offset, body in enumerate(bodies):
        _EXAMPLE["store"](copy, body, offset)
    return capsys.readouterr().out


def test_a_copy_that_has_everything_says_so(
    copy: sqlite3.Connection, capsys: pytest.CaptureFixture[str]
) -> None:
    said = _said(copy, capsys, _event(1), _event(2), _event(2), _event(3), _digest(4, 1, 3))

    assert said == "/linli/appeals up to 2013-05-04, 1 to 3: whole\n"


def test_the_count_of_the_guide_takes_appeals_alone(copy: sqlite3.Connection) -> None:
    """`LIKE 'appeal_%'` took what was handed over with an appointment for 37 more appeals."""
    guide = (Path(__file__).parents[2] / "docs" / "guides" / "events.md").read_text()
    (count,) = re.findall(r"```sql\n(.*?)```", guide, re.DOTALL)
    bodies = [
        _event(1, "appeal_received", outcome=None, version=1),
        _event(2, "appeal_closed", outcome="settled", version=2),
        _event(3, "appeals_handed_over", version=1).replace(b'"one"', b'"an appointment"'),
        _event(4, "appeal_received", outcome=None, version=1).replace(b'"one"', b'"two"'),
    ]
    for offset, body in enumerate(bodies):
        _EXAMPLE["store"](copy, body, offset)

    assert copy.execute(count).fetchall() == [(2, 1, 1)]


def test_a_copy_that_lacks_an_event_says_so(
    copy: sqlite3.Connection, capsys: pytest.CaptureFixture[str]
) -> None:
    said = _said(copy, capsys, _event(1), _event(3), _digest(4, 1, 3))

    assert said == "/linli/appeals up to 2013-05-04, 1 to 3: NOT WHOLE\n"


def test_an_event_that_comes_again_at_another_place_stands_there(
    copy: sqlite3.Connection, capsys: pytest.CaptureFixture[str]
) -> None:
    """The source gives a place only for good once the broker has confirmed it."""
    moved = json.loads(_event(3)) | {"sequence": "2"}
    late = json.loads(_event(2)) | {"sequence": "3"}
    digest = json.loads(_digest(4, 1, 3))
    ids = "event-1\nevent-3\nevent-2\n"
    digest["data"]["sha256"] = hashlib.sha256(ids.encode()).hexdigest()

    bodies = [_event(1), _event(2), _event(3), *(json.dumps(one).encode() for one in (moved, late))]
    said = _said(copy, capsys, *bodies, json.dumps(digest).encode())

    assert said.endswith(": whole\n")


def test_it_goes_on_after_the_last_event_that_it_stored(copy: sqlite3.Connection) -> None:
    assert _EXAMPLE["next_offset"](copy) == "first"

    _EXAMPLE["store"](copy, _event(1), 41)

    assert _EXAMPLE["next_offset"](copy) == 42


def test_a_restored_log_is_read_again_from_the_beginning_once(copy: sqlite3.Connection) -> None:
    """What the copy knows of the time after the backup never happened."""
    again, restored = _EXAMPLE["BeginAgain"], _event(7 * _EXAMPLE["EPOCH"] + 1)
    _EXAMPLE["store"](copy, _event(1), 0)
    with pytest.raises(again):
        _EXAMPLE["store"](copy, restored, 1)
    _EXAMPLE["begin_again"](copy)
    assert _EXAMPLE["next_offset"](copy) == "first"

    _EXAMPLE["store"](copy, _event(1), 0)
    _EXAMPLE["store"](copy, restored, 1)

    assert copy.execute("SELECT count(*) FROM event").fetchall() == [(2,)]

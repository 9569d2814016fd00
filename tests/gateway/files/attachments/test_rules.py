from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.files.attachments import rules
from gateway.files.media import kinds
from tests.gateway.actors import COMMISSIONER, STAFF, holding
from vocabulary.actors import RESIDENT, Actor, Role
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden, WrongState

_HERE = "440305007003"
_MEGABYTE = 1024**2
_ADDS = Action.ATTACHMENT_ADD


@pytest.mark.parametrize(
    ("given_name", "expected"),
    [
        ("现场 照片.JPG", "现场 照片.jpg"),
        ("C:\\Users\\me\\a.png", "a.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("invoice.pdf.exe", "invoice.pdf.jpg"),
        ("a\r\nSet-Cookie: b.jpg", "a Set-Cookie_ b.jpg"),
        ("\u202egpj.exe", "gpj.jpg"),
        ('"><script>.jpg', "___script_.jpg"),
        ("长" * 300 + ".jpg", "长" * 112 + ".jpg"),
        (".jpg", "jpg.jpg"),
        ("", "image.jpg"),
        (None, "image.jpg"),
        ("...", "image.jpg"),
    ],
)
def test_a_name_is_made_safe(given_name: str | None, expected: str) -> None:
    assert rules.safe_name(given_name, ending="jpg", kind="image") == expected


@given(st.text(max_size=400), st.sampled_from(sorted(set(kinds.ENDINGS.values()))))
def test_no_name_is_a_path_or_too_long_or_without_its_true_ending(name: str, ending: str) -> None:
    safe = rules.safe_name(name, ending=ending, kind="image")

    assert not set(safe) & set('/\\:*?"<>|\x00\r\n\u202e')
    assert not safe.startswith((".", " "))
    assert safe.endswith(f".{ending}")
    assert len(safe) <= rules.NAME_LONGEST


@pytest.mark.parametrize(
    ("by_resident", "count", "size"),
    [(True, 11, 0), (True, 0, 120 * _MEGABYTE), (False, 99, 1000 * _MEGABYTE)],
)
def test_there_is_room_up_to_the_limit(by_resident: bool, count: int, size: int) -> None:  # noqa: FBT001 - of the table above
    rules.check_room(by_resident=by_resident, count=count, size_bytes=size)


@pytest.mark.parametrize(
    ("by_resident", "count", "size"),
    [(True, 12, 0), (True, 0, 120 * _MEGABYTE + 1), (False, 100, 0)],
)
def test_there_is_no_room_beyond(by_resident: bool, count: int, size: int) -> None:  # noqa: FBT001 - of the table above
    with pytest.raises(WrongState):
        rules.check_room(by_resident=by_resident, count=count, size_bytes=size)


@pytest.mark.parametrize(
    ("actor", "uploaded_by", "community"),
    [
        (RESIDENT, None, _HERE),
        (RESIDENT, None, None),
        (COMMISSIONER, COMMISSIONER.account, _HERE),
        (STAFF, COMMISSIONER.account, _HERE),
        (STAFF, None, _HERE),
        (holding(Role.ADMINISTRATOR, "440305007000"), None, _HERE),
    ],
)
def test_these_may_remove(actor: Actor, uploaded_by: str | None, community: str | None) -> None:
    rules.check_may_remove(actor, _ADDS, uploaded_by=uploaded_by, area=community)


@pytest.mark.parametrize(
    ("actor", "uploaded_by", "community"),
    [
        (RESIDENT, STAFF.account, _HERE),
        (COMMISSIONER, None, _HERE),
        (COMMISSIONER, STAFF.account, _HERE),
        (STAFF, None, "440305007005"),
        (STAFF, None, None),
        (holding(Role.STREET_OFFICER, "440305007000"), None, _HERE),
    ],
)
def test_these_may_not(actor: Actor, uploaded_by: str | None, community: str | None) -> None:
    with pytest.raises(Forbidden):
        rules.check_may_remove(actor, _ADDS, uploaded_by=uploaded_by, area=community)

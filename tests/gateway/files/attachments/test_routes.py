"""Attachments over HTTP: who may send, see and remove them, and what reaches the store."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from PIL import Image

from bus.tables import OUTBOX
from contracts.appeals.intake import ShowAppeal, TrackAppeal
from contracts.recruitment.courses import ShowTrainingSession, TrainingSessionView
from gateway.files.attachments import operations
from gateway.files.attachments.model import ATTACHMENT
from gateway.files.attachments.rules import RESIDENT_MOST
from gateway.files.storage import sealing
from runtime.database import Database
from tests.gateway import answers
from tests.gateway.actors import ADMINISTRATOR, COMMISSIONER, STAFF, holding
from tests.gateway.cases.case import an_answer
from tests.gateway.doubles import A_KEY, DENGLIANG, DINGTAI, SECRET, STREET, Gateway
from tests.gateway.files.attachments.conftest import desk_of
from tests.gateway.files.attachments.desk import CODE, MEGABYTE
from tests.gateway.files.media import files
from tests.servers import programs
from vocabulary.actors import Actor, Role
from vocabulary.problems import NotFound, Unavailable
from vocabulary.tracking import code_from

_OF_APPEAL = f"/api/v1/appeals/{answers.APPEAL}/attachments"
_OF_SESSION = f"/api/v1/training-sessions/{answers.APPEAL}/attachments"
_OF_CODE = f"/api/v1/public/appeals/{CODE}/attachments"
_NOT_FOUND = NotFound("没有找到。", "Not found.")


def _send(
    gateway: Gateway,
    content: bytes,
    *,
    by: Actor | None = STAFF,
    path: str | None = None,
    name: str = "现场.jpg",
    declared: str = "image/jpeg",
    key: str | None = None,
) -> Any:
    return gateway.call(
        "POST",
        path or (_OF_CODE if by is None else _OF_APPEAL),
        by=by,
        headers={"Idempotency-Key": key} if key else {},
        data=_form(content, name, declared),
        content_type="multipart/form-data; boundary=b",
    )


def _form(content: bytes, name: str, declared: str) -> bytes:
    """As browsers write it."""
    escaped = name.replace("\\", "\\\\").replace('"', "%22")
    head = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{escaped}"\r\n'
    return f"{head}Content-Type: {declared}\r\n\r\n".encode() + content + b"\r\n--b--\r\n"


def _path(view: Any, by: Actor | None = STAFF) -> str:
    return f"{_OF_CODE}/{view['id']}" if by is None else f"/api/v1/attachments/{view['id']}"


def _stored(folder: Path) -> list[Path]:
    return [path for path in (folder / "kept").rglob("*") if path.is_file()]


def _rows(database: Database) -> list[Any]:
    with database.reading() as session:
        return list(session.execute(sa.select(ATTACHMENT)))


def _events(database: Database) -> list[Any]:
    with database.reading() as session:
        return list(session.execute(sa.select(OUTBOX).order_by(OUTBOX.c.seq)))


@pytest.fixture
def nothing_stays(database: Database, tmp_path: Path) -> Iterator[None]:
    """A refused file leaves no row, no event, no file and no partial upload."""
    yield
    assert _rows(database) == []
    assert _events(database) == []
    assert _stored(tmp_path) == []
    assert list((tmp_path / "spool").glob("*")) == []


class TestSending:
    def test_a_picture_is_kept_without_its_place(self, gateway: Gateway, tmp_path: Path) -> None:
        sent = _send(gateway, files.a_picture())

        assert sent.status_code == 201, sent.text
        view = sent.json
        [stored] = _stored(tmp_path)
        assert (view["kind"], view["state"], view["name"]) == ("image", "kept", "现场.jpg")
        with stored.open("rb") as sealed:
            content = b"".join(sealing.pieces(stored.name, sealed))
        assert view["sha256"] == hashlib.sha256(content).hexdigest()
        assert view["size_bytes"] == len(content)
        assert not Image.open(io.BytesIO(content)).getexif()
        assert list((tmp_path / "spool").iterdir()) == []

    def test_others_are_told_once_and_without_the_name(
        self, gateway: Gateway, database: Database
    ) -> None:
        view = _send(gateway, files.a_picture()).json

        told = _events(database)
        assert [event.type for event in told] == [
            "linli.gateway.file_attached",
            "linli.gateway.attachment_added",
        ]
        assert {event.aggregate for event in told} == {view["id"]}
        assert all("现场" not in event.envelope for event in told)

    @pytest.mark.parametrize(
        ("content", "declared"),
        [
            (files.an_ogg(), "application/ogg"),
            (files.a_webm(b"A_OPUS"), "video/webm"),
            (files.a_film(handlers=(b"soun",)), "audio/x-m4a"),
            (files.a_picture("HEIF"), "image/heic"),
            (files.a_pdf(), "binary/octet-stream"),
        ],
    )
    def test_what_phones_and_browsers_say_is_understood(
        self, gateway: Gateway, content: bytes, declared: str
    ) -> None:
        assert _send(gateway, content, declared=declared).status_code == 201

    def test_the_type_is_read_from_the_content_and_the_name_follows_it(
        self, gateway: Gateway
    ) -> None:
        sent = _send(gateway, files.a_pdf(), name="a.jpg", declared="application/octet-stream")

        assert (sent.json["media_type"], sent.json["name"]) == ("application/pdf", "a.pdf")

    @pytest.mark.parametrize(
        ("content", "declared", "code"),
        [
            (b"<html><script>alert(1)</script></html>" * 5, "image/png", "not_accepted"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>" * 5, "image/svg+xml", "not_accepted"),
            (b"MZ" + bytes(300), "image/jpeg", "not_accepted"),
            (files.a_pdf(), "image/png", "disguised"),
            (files.a_picture(), "text/html", "disguised"),
            (files.a_png_bomb(), "image/png", "too_many_pixels"),
            (files.a_pdf(action="/JavaScript"), "application/pdf", "acts"),
            (files.a_picture()[:200], "image/jpeg", "unreadable"),
            (b"", "image/jpeg", "missing"),
        ],
        ids=["html", "svg", "exe", "pdf", "page", "bomb", "script", "cut-off", "empty"],
    )
    @pytest.mark.usefixtures("nothing_stays")
    def test_a_file_that_may_not_be_kept_leaves_nothing(
        self, gateway: Gateway, content: bytes, declared: str, code: str
    ) -> None:
        refused = _send(gateway, content, declared=declared)

        [error] = refused.json["errors"]
        assert (refused.status_code, error["field"], error["code"]) == (422, "file", code)
        assert error["zh"]
        assert error["en"]

    @pytest.mark.parametrize(
        "name",
        [
            "../../etc/passwd.jpg",
            "..\\..\\boot.ini",
            "/etc/passwd",
            "a\x00b.jpg",
            "\u202egpj.exe",
            "",
            ".",
        ],
    )
    def test_a_name_never_becomes_a_path(self, gateway: Gateway, tmp_path: Path, name: str) -> None:
        sent = _send(gateway, files.a_picture(), name=name or " ")

        assert sent.status_code == 201, sent.text
        assert not set(sent.json["name"]) & set("/\\\x00\u202e")
        assert sent.json["name"].endswith(".jpg")
        assert ".." not in sent.json["name"]
        assert len(_stored(tmp_path)) == 1

    @pytest.mark.usefixtures("nothing_stays")
    def test_an_announced_size_over_the_limit_is_refused_unread(self, gateway: Gateway) -> None:
        class Unread(io.RawIOBase):
            def read(self, *_args: Any) -> bytes:
                raise AssertionError("nothing must be read")

        refused = gateway.call(
            "POST",
            _OF_APPEAL,
            by=STAFF,
            content_type="multipart/form-data; boundary=b",
            environ_overrides={"wsgi.input": Unread(), "CONTENT_LENGTH": str(3 * MEGABYTE)},
        )

        assert refused.status_code == 413

    @pytest.mark.parametrize("content", [files.a_picture(), files.an_mp3()], ids=["image", "audio"])
    @pytest.mark.usefixtures("nothing_stays")
    def test_each_kind_has_its_own_limit(self, gateway: Gateway, content: bytes) -> None:
        declared = "application/octet-stream"

        refused = _send(gateway, content + bytes(MEGABYTE + 1), declared=declared)

        assert (refused.status_code, refused.json["errors"][0]["code"]) == (413, "too_large")

    @pytest.mark.usefixtures("nothing_stays")
    def test_a_body_that_ends_too_early_is_refused(self, gateway: Gateway) -> None:
        head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'

        for body, announced in (
            (head + files.a_picture(), 0),
            (head + files.a_picture() + b"\r\n--b--\r\n", 500),
        ):
            refused = gateway.call(
                "POST",
                _OF_APPEAL,
                by=STAFF,
                content_type="multipart/form-data; boundary=b",
                input_stream=io.BytesIO(body),
                environ_overrides={"CONTENT_LENGTH": str(len(body) + announced)},
            )
            assert refused.status_code == 400

    @pytest.mark.parametrize(
        ("content_type", "body", "status"),
        [
            ("application/json", b"{}", 415),
            ("multipart/form-data", b"x", 415),
            ("multipart/form-data; boundary=" + "b" * 71, b"x", 400),
            ("multipart/form-data; boundary=b", b"x", 400),
            ("multipart/form-data; boundary=b", b"--b--\r\n", 422),
            ("multipart/form-data; boundary=b", b"--b\r\nX: y\r\n\r\nz\r\n--b--\r\n", 400),
            ("multipart/form-data; boundary=b", b"--b\r\n" + b"X: " + b"y" * 300_000, 400),
            ("multipart/form-data; boundary=b", b"\xff" * 300_000, 400),
        ],
        ids=["json", "no-boundary", "long", "nothing", "empty", "no-name", "huge-head", "bytes"],
    )
    @pytest.mark.usefixtures("nothing_stays")
    def test_a_form_that_is_none_is_refused(
        self, gateway: Gateway, content_type: str, body: bytes, status: int
    ) -> None:
        refused = gateway.call("POST", _OF_APPEAL, by=STAFF, content_type=content_type, data=body)

        assert refused.status_code == status, refused.text

    @pytest.mark.usefixtures("nothing_stays")
    def test_a_second_part_is_refused_whatever_the_time_and_the_chance_of_the_test(
        self, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Of 400 forms of the library's client one had a boundary that is too long."""
        monkeypatch.setattr("werkzeug.test.time", lambda: 1796094608.1234567)
        monkeypatch.setattr("werkzeug.test.random", lambda: 0.0012345678901234567)

        self.test_a_second_part_is_refused(gateway)

    @pytest.mark.usefixtures("nothing_stays")
    def test_a_second_part_is_refused(self, gateway: Gateway) -> None:
        refused = gateway.call(
            "POST",
            _OF_APPEAL,
            by=STAFF,
            data={"file": (io.BytesIO(files.a_picture()), "a.jpg"), "community": DINGTAI},
            content_type="multipart/form-data",
        )

        [error] = refused.json["errors"]
        assert (refused.status_code, error["code"]) == (422, "unknown_part")

    def test_the_same_key_and_file_are_one_attachment(
        self, gateway: Gateway, database: Database, tmp_path: Path
    ) -> None:
        first, second = (_send(gateway, files.a_picture(), key=A_KEY) for _ in range(2))

        assert first.json == second.json
        assert len(_rows(database)) == len(_stored(tmp_path)) == 1
        assert len(_events(database)) == 2

    def test_the_same_key_with_another_file_is_refused(self, gateway: Gateway) -> None:
        _send(gateway, files.a_picture(), key=A_KEY)

        refused = _send(gateway, files.a_pdf(), declared="application/pdf", key=A_KEY)

        assert (refused.status_code, refused.json["code"]) == (422, "idempotency_key_reused")

    def test_without_a_key_two_are_two(self, gateway: Gateway, database: Database) -> None:
        for _ in range(2):
            _send(gateway, files.a_picture())

        assert len(_rows(database)) == 2

    def test_a_store_that_is_away_is_503_and_nobody_sees_an_attachment(
        self, gateway: Gateway, database: Database, tmp_path: Path
    ) -> None:
        (tmp_path / "kept").write_text("no folder")

        refused = _send(gateway, files.a_picture())

        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "10")
        assert gateway.call("GET", _OF_APPEAL, by=STAFF).json["items"] == []
        assert _events(database) == []

    def test_after_the_store_came_back_the_same_key_succeeds(
        self, gateway: Gateway, tmp_path: Path
    ) -> None:
        (tmp_path / "kept").write_text("no folder")
        _send(gateway, files.a_picture(), key=A_KEY)
        (tmp_path / "kept").unlink()

        again = _send(gateway, files.a_picture(), key=A_KEY)

        assert (again.status_code, again.json["state"]) == (201, "kept")
        assert len(_stored(tmp_path)) == 1


class TestWhoMaySend:
    @pytest.mark.usefixtures("nothing_stays")
    def test_one_who_sees_the_appeal_but_does_not_handle_it_may_not(self, gateway: Gateway) -> None:
        desk_of(gateway).knows(replace(answers.an_appeal(), commissioner="another"))

        assert _send(gateway, files.a_picture(), by=COMMISSIONER).status_code == 403

    @pytest.mark.usefixtures("nothing_stays")
    def test_to_others_the_appeal_is_not_there(self, gateway: Gateway) -> None:
        desk_of(gateway).knows(_NOT_FOUND)

        assert _send(gateway, files.a_picture()).status_code == 404

    def test_a_resident_sends_with_the_code(self, gateway: Gateway) -> None:
        sent = _send(gateway, files.a_picture(), by=None)

        assert (sent.status_code, sent.json["uploaded_by"]) == (201, None)

    @pytest.mark.usefixtures("nothing_stays")
    def test_a_code_that_was_never_given_out_is_refused(self, gateway: Gateway) -> None:
        path = "/api/v1/public/appeals/AAAA-AAAA-AAAA-AAAA/attachments"

        assert _send(gateway, files.a_picture(), by=None, path=path).status_code == 404

    def test_a_resident_sends_so_many_and_removing_makes_no_room(self, gateway: Gateway) -> None:
        for _ in range(RESIDENT_MOST):
            last = _send(gateway, files.an_amr(3), by=None, name="a.amr", declared="audio/amr")
            assert last.status_code == 201
        gateway.call("DELETE", _path(last.json, None))

        refused = _send(gateway, files.an_amr(3), by=None, name="a.amr", declared="audio/amr")

        assert (refused.status_code, refused.json["code"]) == (409, "wrong_state")
        assert _send(gateway, files.a_picture(), by=STAFF).status_code == 201


class TestAnAppealThatIsNotStoredYet:
    @pytest.mark.parametrize("answer", [_NOT_FOUND, Unavailable("离线", "away")])
    def test_takes_attachments_that_its_resident_sees(
        self, gateway: Gateway, database: Database, answer: Any
    ) -> None:
        desk_of(gateway).answers[TrackAppeal] = answer

        view = _send(gateway, files.a_picture(), by=None).json

        assert [item["id"] for item in gateway.call("GET", _OF_CODE).json["items"]] == [view["id"]]
        assert gateway.call("GET", _path(view, None)).status_code == 200
        assert gateway.call("GET", _path(view), by=STAFF).status_code == 404
        assert _events(database) == []

    def test_has_them_once_it_is_stored(self, gateway: Gateway, database: Database) -> None:
        desk_of(gateway).tracks(_NOT_FOUND)
        view = _send(gateway, files.a_picture(), by=None).json

        for _ in range(2):
            with database.writing() as session:
                operations.bind(session, CODE, appeal_id=answers.APPEAL, community="440305007003")

        listed = gateway.call("GET", _OF_APPEAL, by=STAFF).json["items"]
        assert [item["id"] for item in listed] == [view["id"]]
        assert len(_events(database)) == 2


class TestFetching:
    def test_a_picture_is_shown_and_nothing_in_it_runs(self, gateway: Gateway) -> None:
        view = _send(gateway, files.a_picture(), name="现场 照片.jpg").json

        fetched = gateway.call("GET", _path(view), by=STAFF)

        assert hashlib.sha256(fetched.data).hexdigest() == view["sha256"]
        headers = fetched.headers
        assert headers["Content-Type"] == "image/jpeg"
        assert headers["Content-Disposition"].startswith("inline; ")
        assert "filename*=UTF-8''%E7%8E%B0%E5%9C%BA%20" in headers["Content-Disposition"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "private, no-cache"

    def test_all_else_is_only_ever_saved(self, gateway: Gateway) -> None:
        view = _send(gateway, files.a_pdf(), name="a.pdf", declared="application/pdf").json

        fetched = gateway.call("GET", _path(view), by=STAFF)

        assert fetched.headers["Content-Disposition"].startswith("attachment; ")

    @pytest.mark.parametrize(
        ("asked", "status", "part"),
        [
            ("bytes=0-9", 206, slice(0, 10)),
            ("bytes=10-", 206, slice(10, None)),
            ("bytes=-5", 206, slice(-5, None)),
            ("bytes=999999-", 200, slice(None)),
            ("bytes=0-1,5-6", 200, slice(None)),
            ("lines=1-2", 200, slice(None)),
        ],
    )
    def test_a_part_of_a_recording_can_be_fetched(
        self, gateway: Gateway, asked: str, status: int, part: slice
    ) -> None:
        content = files.a_wav()
        view = _send(gateway, content, name="a.wav", declared="audio/wav").json

        fetched = gateway.call("GET", _path(view), by=STAFF, headers={"Range": asked})

        assert (fetched.status_code, fetched.data) == (status, content[part])
        assert int(fetched.headers["Content-Length"]) == len(content[part])

    def test_a_part_of_another_version_is_not_given(self, gateway: Gateway) -> None:
        view = _send(gateway, files.a_wav(), declared="audio/wav").json

        fetched = gateway.call(
            "GET", _path(view), by=STAFF, headers={"Range": "bytes=0-9", "If-Range": '"other"'}
        )

        assert fetched.status_code == 200

    def test_who_has_a_copy_gets_no_second(self, gateway: Gateway) -> None:
        view = _send(gateway, files.a_picture()).json
        tag = gateway.call("HEAD", _path(view), by=STAFF).headers["ETag"]

        fetched = gateway.call("GET", _path(view), by=STAFF, headers={"If-None-Match": tag})

        assert (tag, fetched.status_code, fetched.data) == (f'"{view["sha256"]}"', 304, b"")

    def test_whoever_may_not_see_the_appeal_sees_no_attachment_of_it(
        self, gateway: Gateway
    ) -> None:
        """Another community's attachment by its id: the appeals service is asked, as the caller."""
        view = _send(gateway, files.a_picture()).json
        desk_of(gateway).knows(_NOT_FOUND)
        stranger = holding(Role.WORKSTATION_STAFF, DINGTAI)

        for method, path in (("GET", _path(view)), ("DELETE", _path(view)), ("GET", _OF_APPEAL)):
            assert gateway.call(method, path, by=stranger).status_code == 404, (method, path)
            asked = desk_of(gateway).asked[-1]
            assert (asked.actor, type(asked.request)) == (stranger, ShowAppeal)

    def test_the_code_of_another_appeal_opens_nothing(self, gateway: Gateway) -> None:
        view = _send(gateway, files.a_picture(), by=None).json
        other = UUID("01970a3c-2b6e-7c1d-9f00-4d2a8e51b7ff")
        desk_of(gateway).tracks(
            replace(answers.a_tracked_appeal(), id=other, community="440305007003")
        )
        path = f"/api/v1/public/appeals/{code_from(b'other bytes', SECRET)}/attachments"

        assert gateway.call("GET", path).json["items"] == []
        for method in ("GET", "DELETE"):
            assert gateway.call(method, f"{path}/{view['id']}").status_code == 404

    def test_a_resident_does_not_see_what_staff_added(self, gateway: Gateway) -> None:
        view = _send(gateway, files.a_picture(), by=STAFF).json

        assert gateway.call("GET", _OF_CODE).json["items"] == []
        for method in ("GET", "DELETE"):
            assert gateway.call(method, _path(view, None)).status_code == 404


class TestRemoving:
    @pytest.mark.parametrize(
        ("sent_by", "removed_by", "status"),
        [
            (None, None, 200),
            (None, STAFF, 200),
            (None, COMMISSIONER, 403),
            (COMMISSIONER, COMMISSIONER, 200),
            (COMMISSIONER, STAFF, 200),
            (COMMISSIONER, ADMINISTRATOR, 200),
            (STAFF, COMMISSIONER, 403),
        ],
    )
    def test_who_sent_it_and_the_workstation_may(
        self, gateway: Gateway, sent_by: Actor | None, removed_by: Actor | None, status: int
    ) -> None:
        view = _send(gateway, files.a_picture(), by=sent_by).json

        removed = gateway.call("DELETE", _path(view, removed_by), by=removed_by)

        assert removed.status_code == status

    def test_what_was_removed_is_a_tombstone_and_its_content_goes(
        self, gateway: Gateway, database: Database, tmp_path: Path
    ) -> None:
        view = _send(gateway, files.a_picture()).json

        gateway.call("DELETE", _path(view), by=STAFF)

        assert gateway.call("GET", _path(view), by=STAFF).status_code == 404
        [tombstone] = gateway.call("GET", _OF_APPEAL, by=STAFF).json["items"]
        assert (tombstone["state"], tombstone["name"]) == ("removed", None)
        assert tombstone["removed_by"] == STAFF.account
        with database.writing() as session:
            operations.sweep(session, gateway.attachment_store.storage.delete)
        assert _stored(tmp_path) == []

    def test_a_resident_is_not_told_who_at_the_workstation_removed_it(
        self, gateway: Gateway
    ) -> None:
        view = _send(gateway, files.a_picture(), by=None).json

        gateway.call("DELETE", _path(view), by=STAFF)

        [tombstone] = gateway.call("GET", _OF_CODE).json["items"]
        again = gateway.call("DELETE", _path(view, None)).json
        assert (tombstone["state"], tombstone["removed_by"], again["removed_by"]) == (
            "removed",
            None,
            None,
        )

    def test_removing_twice_is_removing_once(self, gateway: Gateway) -> None:
        view = _send(gateway, files.a_picture()).json

        first, second = (gateway.call("DELETE", _path(view), by=STAFF) for _ in range(2))

        assert (second.status_code, second.json) == (200, first.json)


class TestAThingOfAnotherService:
    """A training session, which its own service shows to everybody of the street."""

    _OFFICER = holding(Role.STREET_OFFICER, STREET)

    @pytest.fixture(autouse=True)
    def session(self, gateway: Gateway) -> None:
        held: Any = an_answer(TrainingSessionView)
        desk_of(gateway).answers[ShowTrainingSession] = replace(held, area=DENGLIANG)

    def test_has_files_of_those_who_hold_it(self, gateway: Gateway, database: Database) -> None:
        view = _send(gateway, files.a_picture(), path=_OF_SESSION).json

        for reader in (STAFF, self._OFFICER):
            listed = gateway.call("GET", _OF_SESSION, by=reader).json
            assert [item["id"] for item in listed["items"]] == [view["id"]]
            assert listed["possible"] == ["attachments"]
            assert gateway.call("GET", _path(view), by=reader).status_code == 200
        [told] = _events(database)
        assert told.type == "linli.gateway.file_attached"
        assert '"attached_to":"training_session"' in told.envelope

    @pytest.mark.parametrize(
        "reader",
        [holding(Role.WORKSTATION_STAFF, DINGTAI), COMMISSIONER],
        ids=["another-community", "commissioner"],
    )
    def test_shows_them_to_nobody_else_who_sees_the_session(
        self, gateway: Gateway, reader: Actor
    ) -> None:
        view = _send(gateway, files.a_picture(), path=_OF_SESSION).json

        assert _send(gateway, files.a_picture(), path=_OF_SESSION, by=reader).status_code == 403
        for path in (_OF_SESSION, _path(view)):
            assert gateway.call("GET", path, by=reader).status_code == 404

    @pytest.mark.parametrize(
        ("by", "status"),
        [(STAFF, 200), (_OFFICER, 200), (holding(Role.WORKSTATION_STAFF, DINGTAI), 404)],
        ids=["workstation", "street", "another-community"],
    )
    def test_lets_those_who_hold_it_remove_them(
        self, gateway: Gateway, by: Actor, status: int
    ) -> None:
        view = _send(gateway, files.a_picture(), path=_OF_SESSION, by=self._OFFICER).json

        assert gateway.call("DELETE", _path(view), by=by).status_code == status

    def test_that_its_service_does_not_show_has_no_files(self, gateway: Gateway) -> None:
        view = _send(gateway, files.a_picture(), path=_OF_SESSION).json
        desk_of(gateway).answers[ShowTrainingSession] = _NOT_FOUND

        assert _send(gateway, files.a_picture(), path=_OF_SESSION).status_code == 404
        for path in (_OF_SESSION, _path(view)):
            assert gateway.call("GET", path, by=STAFF).status_code == 404

    def test_leaves_files_of_appeals_to_those_who_handle_them(self, gateway: Gateway) -> None:
        """An officer who removes what belongs to a session cannot remove what belongs to an appeal."""
        view = _send(gateway, files.a_picture(), path=_OF_APPEAL).json

        assert gateway.call("DELETE", _path(view), by=self._OFFICER).status_code == 403


@pytest.mark.usefixtures("nothing_stays")
def test_a_scanner_that_is_away_keeps_everything_out(gateway: Gateway) -> None:
    """Fails closed: a file that nobody looked at is not taken."""
    gateway.attachment_store.scanner = f"127.0.0.1:{programs.free_port()}"

    refused = _send(gateway, files.a_picture())

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "30")

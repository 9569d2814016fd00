"""The gateway's own rooms on a real database, behind the real routes; only the appeals service is played."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar, cast

from bus.rpc import once
from bus.work import Work
from contracts.appeals.appeal import AppealView, TrackedAppeal
from contracts.appeals.intake import ShowAppeal, TrackAppeal
from contracts.gateway.words import AttachmentKind
from contracts.registry import Answer, Request
from gateway.files.attachment_store import AttachmentStore
from gateway.files.attachments.entrypoints import AttachmentEntrypoints
from gateway.files.media.kinds import VIDEO
from gateway.files.media.limits import Limits
from gateway.files.storage.interface import Storage
from runtime.database import Database
from tests.gateway import answers
from tests.gateway.doubles import SECRET, Gateway, Services
from vocabulary.actors import Actor
from vocabulary.problems import NotFound

A = TypeVar("A", bound=Answer)

MEGABYTE = 1024**2
LIMITS = Limits(dict.fromkeys(AttachmentKind, MEGABYTE) | {VIDEO: 2 * MEGABYTE})
CODE = answers.a_code(SECRET)


class Desk(Services):
    """Answers the gateway's own requests as the gateway does: in one transaction, each key once."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database
        self._service = AttachmentEntrypoints()

    def ask(self, actor: Actor, request: Request[A], *, idempotency_key: str | None = None) -> A:
        if request.SERVICE != "gateway":
            return super().ask(actor, request, idempotency_key=idempotency_key)
        call = getattr(self._service, request.METHOD)
        key = idempotency_key and f"{request.METHOD}:{actor.account or ''}:{idempotency_key}"
        with self._database.writing() as session:
            answer = once(
                session, key, request.plain(), lambda: call(Work(session, actor), request).plain()
            )
        return cast("A", request.ANSWER.read(answer))

    def knows(self, appeal: AppealView | NotFound) -> None:
        """What the appeals service says of every appeal, for this caller."""
        self.answers[ShowAppeal] = appeal

    def tracks(self, appeal: TrackedAppeal | NotFound) -> None:
        """What the appeals service says of every code."""
        self.answers[TrackAppeal] = appeal


def a_gateway(database: Database, storage: Storage, folder: Path) -> Gateway:
    """Routes, database, store and inspection, all real."""
    attachment_store = AttachmentStore()
    attachment_store.open(
        storage=storage,
        limits=LIMITS,
        spool=folder / "spool",
        track=lambda _code: answers.a_tracked_appeal(),
    )
    return Gateway(services=Desk(database), attachment_store=attachment_store)

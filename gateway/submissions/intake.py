"""Taking appeals in (受理入口): check, number, hand to the broker, give a receipt.

Needs only the broker: the register, the street and every database may be away. An appeal answered
with a receipt is safe in a durable queue.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import hmac
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID, uuid5

import orjson

from audit import context
from contracts.appeals.intake import (
    CONTACT,
    PERSONAL,
    AppealSubmitted,
    RecordAppeal,
    SubmissionAccepted,
    SubmitAppeal,
)
from contracts.appeals.words import AppealChannel, ApplicantGroup
from contracts.registry import Event
from contracts.volunteers.findings import appeal_of
from gateway.places.reference import Reference, refuse_any
from gateway.submissions.seen_keys import SeenKeys
from runtime import clock
from runtime.encryption import keyring
from runtime.identifiers import new_id
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action, role_for
from vocabulary.problems import FieldError
from vocabulary.tracking import code_from

#: Makes the event's id from the appeal's, so that a repeated submission is the same event.
_EVENTS = UUID("6d3f4f0e-8f0c-5b53-9f0a-2f6d7a3c9b10")
_VERSION_8, _VARIANT = 0x8 << 76, 0x2 << 62
_VERSION_BITS, _VARIANT_BITS = 0xF << 76, 0x3 << 62


#: Fields that travel as they were sent: personal ones travel sealed, and the group as it counts.
_COPIED = sorted(
    {one.name for one in dataclasses.fields(SubmitAppeal)}
    & {one.name for one in dataclasses.fields(AppealSubmitted)} - {*PERSONAL, "applicant_group"}
)


class Bundles(Protocol):
    """Gives events to the broker and waits for its confirmation."""

    def put(self, event: Event, *, role: str, correlation_id: str, event_id: UUID) -> None:
        """Publish one event, done in this role.

        Raises:
            Unavailable: no confirmation came.
        """


@dataclass(frozen=True)
class Repeatable:
    """The name under which a submission may be repeated, and what its body was."""

    key: str
    body: bytes


class Intake:
    """The road of an appeal from the gateway's door to the queue `appeals.intake`."""

    def __init__(self, bundles: Bundles, reference: Reference, secret: bytes) -> None:
        self._bundles = bundles
        self._reference = reference
        self._secret = secret
        self._seen = SeenKeys()

    def take(
        self,
        submission: SubmitAppeal,
        *,
        actor: Actor,
        correlation_id: str,
        repeatable: Repeatable | None,
    ) -> SubmissionAccepted:
        """Take one appeal; the same key and body give the same appeal and code.

        Raises:
            Invalid: community, category, time or contact do not fit; names each field.
            KeyReused: the key came with another body.
            Unavailable: the broker did not confirm, or nothing can be checked yet.
        """
        return self._taken(submission, self._identity(actor, repeatable), actor, correlation_id)

    def take_finding(
        self, submission: RecordAppeal, finding_id: UUID, *, actor: Actor, correlation_id: str
    ) -> SubmissionAccepted:
        """Take the appeal that a finding becomes; the same finding is the same appeal.

        Raises:
            Invalid, Unavailable: see `take`.
        """
        appeal_id = appeal_of(finding_id)
        digest = hmac.digest(self._secret, b"finding:" + appeal_id.bytes, hashlib.sha256)
        return self._taken(submission, (appeal_id, digest[16:]), actor, correlation_id)

    def _taken(
        self,
        submission: SubmitAppeal,
        identity: tuple[UUID, bytes],
        actor: Actor,
        correlation_id: str,
    ) -> SubmissionAccepted:
        now, origin = clock.now(), context.origin()
        received_at = _received_at(submission) or now
        channel = _channel(submission)
        known = self._reference.known()
        refuse_any(
            [
                *_wrong_time(received_at, now),
                *_wrong_contact(submission, channel),
                *known.wrong_community(submission.community, day_of(received_at)),
                *known.wrong_category(submission.category),
            ]
        )
        appeal_id, entropy = identity
        code = code_from(entropy, self._secret)
        event = AppealSubmitted(
            appeal_id=appeal_id,
            **{name: getattr(submission, name) for name in _COPIED},
            applicant_group=_applicant_group(submission, channel),
            channel=channel,
            sealed=_sealed(submission, code),
            received_at=received_at,
            submitted_at=now,
            submitted_by=actor.account,
            submitted_from=origin.address,
            submitted_with=origin.program,
        )
        event_id = uuid5(_EVENTS, str(appeal_id))
        role = role_for(actor, Action.APPEAL_RECORD, area=submission.community)
        self._bundles.put(event, role=role, correlation_id=correlation_id, event_id=event_id)
        return SubmissionAccepted(
            id=appeal_id, tracking_code=code, status_url=f"/api/v1/public/appeals/{code}"
        )

    def _identity(self, actor: Actor, repeatable: Repeatable | None) -> tuple[UUID, bytes]:
        """The appeal's id, and what its tracking code is made from."""
        if repeatable is None:
            return new_id(), secrets.token_bytes(8)
        scope = "public" if actor.account is None else f"account:{actor.account}"
        key = f"{scope}\n{repeatable.key}"
        fingerprint = hashlib.sha256(repeatable.body).digest()
        self._seen.check(key, fingerprint)
        source = b"intake:" + key.encode() + b"\n" + fingerprint
        digest = hmac.digest(self._secret, source, hashlib.sha256)
        return _uuid8(digest[:16]), digest[16:]


def _sealed(submission: SubmitAppeal, code: str) -> str:
    """The personal fields, sealed so that the broker or a copy of its disk cannot read them."""
    told = {name: getattr(submission, name) for name in PERSONAL}
    return keyring().to("appeals").seal(orjson.dumps(told | {"tracking_code": code}).decode())


def _received_at(submission: SubmitAppeal) -> dt.datetime | None:
    return submission.received_at if isinstance(submission, RecordAppeal) else None


def _channel(submission: SubmitAppeal) -> AppealChannel | None:
    """Without an account it comes on the web; staff give the channel, or it is not recorded."""
    if not isinstance(submission, RecordAppeal):
        return AppealChannel.WEB
    said = submission.channel
    return None if said is None else AppealChannel(said)


def _applicant_group(submission: SubmitAppeal, channel: AppealChannel | None) -> ApplicantGroup:
    is_observation = channel is AppealChannel.OBSERVATION
    return ApplicantGroup.OTHER if is_observation else submission.applicant_group


def _wrong_contact(submission: SubmitAppeal, channel: AppealChannel | None) -> Iterator[FieldError]:
    """An observation has no applicant, so there is nobody to answer."""
    if channel is not AppealChannel.OBSERVATION:
        return
    for name in CONTACT:
        if getattr(submission, name) is not None:
            yield FieldError(
                name,
                "no_applicant",
                "主动发现的问题没有诉求人，不能填写联系方式；若有人提出，请改选提出的渠道。",
                "An observation has no applicant and no contact; if somebody raised it, give the "
                "channel by which they did.",
            )


def _wrong_time(received_at: dt.datetime, now: dt.datetime) -> list[FieldError]:
    if received_at <= now:
        return []
    zh, en = "提出时间不能在将来。", "received_at must not be in the future."
    return [FieldError("received_at", "in_the_future", zh, en)]


def _uuid8(material: bytes) -> UUID:
    """A UUID of version 8 (RFC 9562): bits of our own making."""
    bits = int.from_bytes(material, "big") & ~_VERSION_BITS & ~_VARIANT_BITS
    return UUID(int=bits | _VERSION_8 | _VARIANT)

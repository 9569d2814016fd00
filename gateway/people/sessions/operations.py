"""Beginning, proving, renewing and ending sign-ins.

The secret of a sign-in is `«id».«256 bits of chance».«our mark»`; the database keeps its SHA-256. A
replaced secret that comes again was copied, so the whole sign-in ends, unless a program repeats its
last request, see `renew`. The mark distinguishes such a secret from an invented one: knowing a
sign-in's id must not be enough to end it.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

import audit
from gateway.people.accounts import queries as accounts
from gateway.people.accounts.rules import Standing
from gateway.people.sessions import rules
from gateway.people.sessions.model import SIGN_IN
from runtime import clock, retention
from runtime.encryption import keyring
from runtime.identifiers import new_id
from vocabulary.accounts import Proof, SignInKind
from vocabulary.actors import Actor
from vocabulary.problems import NotFound, Unauthenticated

_CLIENT_LONGEST = 200
_SECRET_LONGEST = 200
#: 128 bits and more.
_MARK_LENGTH = 24


@dataclass(frozen=True)
class Begun:
    """A sign-in with the secret that its holder gets this once."""

    sign_in: UUID
    secret: str
    standing: Standing
    ends_at: dt.datetime


def begin_session(
    session: Session, standing: Standing, *, kind: SignInKind, proof: Proof, client: str
) -> Begun:
    """Let an account in by any proof, always with a new secret."""
    now, sign_in = clock.now(), new_id()
    secret = _new_secret(sign_in)
    ends_at = now + rules.LONGEST[kind]
    session.execute(
        sa.insert(SIGN_IN).values(
            id=sign_in,
            account_id=standing.account_id,
            kind=kind.value,
            proof=proof.value,
            client=client[:_CLIENT_LONGEST],
            secret_hash=_hash(secret),
            rotated_at=now,
            sign_in_epoch=standing.sign_in_epoch,
            epoch=standing.epoch,
            begun_at=now,
            seen_at=now,
            ends_at=ends_at,
        )
    )
    audit.note(
        session,
        kind="account",
        identity=str(standing.account_id),
        area=accounts.area_of(session, standing.account_id),
        what="gateway.sign_in",
        after={"kind": kind.value, "proof": proof.value},
    )
    return Begun(sign_in, secret, standing, ends_at)


@dataclass(frozen=True)
class Proven:
    """A sign-in whose secret was right when it was read."""

    row: Any
    standing: Standing
    #: The secret is the newest, rather than the one before within its grace.
    is_newest: bool


def prove(session: Session, secret: str, kind: SignInKind) -> Proven | None:
    """The sign-in of a secret, if it holds now; changes nothing."""
    now = clock.now()
    row = _row_of(session, secret)
    if row is None or row.kind != kind:
        return None
    standing = accounts.standing_of(session, row.account_id)
    if standing is None or not rules.holds(row, standing, now):
        return None
    if _is_hash_of(row.secret_hash, secret):
        return Proven(row, standing, is_newest=True)
    is_recent = now - row.rotated_at < rules.GRACE
    if kind is SignInKind.BROWSER and is_recent and _is_hash_of(row.previous_hash, secret):
        return Proven(row, standing, is_newest=False)
    return None


def rotate(session: Session, secret: str, following: str | None = None) -> str | None:
    """Replace this secret by another; None if it is no longer the newest.

    `following`: the next secret, where it is not random.
    """
    row = _row_of(session, secret)
    if row is None or not _is_hash_of(row.secret_hash, secret):
        return None
    fresh, now = following or _new_secret(row.id), clock.now()
    standing = accounts.standing_of(session, row.account_id)
    changed = session.execute(
        sa.update(SIGN_IN)
        .where(SIGN_IN.c.id == row.id, SIGN_IN.c.secret_hash == row.secret_hash)
        .values(
            secret_hash=_hash(fresh),
            previous_hash=row.secret_hash,
            epoch=row.epoch if standing is None else standing.epoch,
            rotated_at=now,
            seen_at=now,
        )
    )
    return fresh if _count(changed) == 1 else None


def renew(session: Session, secret: str, following: str | None = None) -> tuple[Proven, str] | None:
    """A program's sign-in and its next refresh token; a used one ends the sign-in.

    Not so within the grace where the same request comes again: `following` tells
    it, because only the same token under the same key leads to the same next one.
    """
    proven = prove(session, secret, SignInKind.PROGRAM)
    fresh = rotate(session, secret, following) if proven is not None else None
    if proven is not None and fresh is not None:
        return proven, fresh
    repeated = _repeated(session, secret, following) if following is not None else None
    if repeated is not None and following is not None:
        return repeated, following
    end_stolen(session, stolen(session, secret))
    return None


def following(signing: bytes, secret: str, key: str) -> str:
    """The refresh token after this one, for a request with this key; the same each time.

    It need not be stored to be given again. Without `signing`, the token and the key are not enough
    to compute it.
    """
    told = b"\x00".join((b"refresh", key.encode(), secret.encode()))
    made = hmac.digest(signing, told, hashlib.sha256)
    head = secret.partition(".")[0]
    return _marked(f"{head}.{base64.urlsafe_b64encode(made).decode().rstrip('=')}")


def _repeated(session: Session, secret: str, following: str) -> Proven | None:
    """The sign-in of a request that comes again before anything else did."""
    now, row = clock.now(), _row_of(session, secret)
    if row is None or row.kind != SignInKind.PROGRAM or now - row.rotated_at >= rules.GRACE:
        return None
    leads_here = _is_hash_of(row.previous_hash, secret) and _is_hash_of(row.secret_hash, following)
    standing = accounts.standing_of(session, row.account_id)
    if not leads_here or standing is None or not rules.holds(row, standing, now):
        return None
    return Proven(row, standing, is_newest=False)


def stolen(session: Session, secret: str) -> UUID | None:
    """The sign-in whose older secret comes again: it has two holders."""
    row = _row_of(session, secret)
    if row is None or row.ended_at is not None or _is_hash_of(row.secret_hash, secret):
        return None
    was_replaced = _is_hash_of(row.previous_hash, secret)
    if row.kind == SignInKind.BROWSER:
        is_recent = clock.now() - row.rotated_at < rules.GRACE
        is_stolen = was_replaced and not is_recent
    else:
        is_stolen = was_replaced or _is_ours(secret)
    found: UUID = row.id
    return found if is_stolen else None


def end_stolen(session: Session, sign_in: UUID | None) -> None:
    """End a sign-in that has two holders, for both of them."""
    if sign_in is not None:
        _end(session, [SIGN_IN.c.id == sign_in], "secret_reused")


def end_by_secret(session: Session, secret: str) -> UUID | None:
    """End the sign-in of a secret, if there is one."""
    row = _row_of(session, secret)
    if row is None or not _is_hash_of(row.secret_hash, secret):
        return None
    _end(session, [SIGN_IN.c.id == row.id], "signed_out")
    found: UUID = row.id
    return found


def end(session: Session, actor: Actor, sign_in: UUID) -> None:
    """End one of the actor's own sign-ins.

    Raises:
        NotFound: it does not exist, is not the actor's, or has ended.
    """
    own = [SIGN_IN.c.id == sign_in, SIGN_IN.c.account_id == accounts.own_id(actor)]
    if _end(session, own, "signed_out") == 0:
        raise NotFound("没有找到该登录。", "There is no such sign-in.")


def carry_over(session: Session, sign_in: UUID | None, standing: Standing) -> None:
    """Let this one sign-in outlive a change that ends all others."""
    if sign_in is not None:
        session.execute(
            sa.update(SIGN_IN)
            .where(SIGN_IN.c.id == sign_in, SIGN_IN.c.account_id == standing.account_id)
            .values(sign_in_epoch=standing.sign_in_epoch)
        )


def note_seen(session: Session, seen: Mapping[UUID, dt.datetime]) -> None:
    """Write down when sign-ins were used last."""
    for sign_in in sorted(seen):
        session.execute(
            sa.update(SIGN_IN)
            .where(SIGN_IN.c.id == sign_in, SIGN_IN.c.seen_at < seen[sign_in])
            .values(seen_at=seen[sign_in])
        )


def due(session: Session) -> dict[str, int]:
    """The number of sign-ins past their retention period."""
    counted = sa.select(sa.func.count()).select_from(SIGN_IN).where(_is_over())
    return {"sign_in": session.scalar(counted) or 0}


def clean(session: Session) -> dict[str, int]:
    """Delete them."""
    return {"sign_in": _count(session.execute(sa.delete(SIGN_IN).where(_is_over())))}


def _is_over() -> sa.ColumnElement[bool]:
    return SIGN_IN.c.ends_at < retention.limit("sign_in")


def refused() -> Unauthenticated:
    """The sign-in is not valid, for any reason."""
    return Unauthenticated("登录已失效，请重新登录。", "The sign-in has ended; sign in again.")


def _end(session: Session, which: list[sa.ColumnElement[bool]], why: str) -> int:
    ended = sa.update(SIGN_IN).where(*which, SIGN_IN.c.ended_at.is_(None))
    return _count(session.execute(ended.values(ended_at=clock.now(), ended_why=why)))


def _row_of(session: Session, secret: str) -> Any:
    head, _, tail = secret.partition(".")
    if not tail or len(secret) > _SECRET_LONGEST:
        return None
    try:
        sign_in = UUID(hex=head)
    except ValueError:
        return None
    return session.execute(sa.select(SIGN_IN).where(SIGN_IN.c.id == sign_in)).one_or_none()


def _new_secret(sign_in: UUID) -> str:
    return _marked(f"{sign_in.hex}.{secrets.token_urlsafe(32)}")


def _marked(secret: str) -> str:
    return f"{secret}.{_marks(secret)[0]}"


def _is_ours(secret: str) -> bool:
    """Whether we once gave out this secret."""
    plain, _, mark = secret.rpartition(".")
    return any(
        hmac.compare_digest(mark.encode(errors="replace"), known.encode())
        for known in _marks(plain)
    )


def _marks(secret: str) -> list[str]:
    # While keys change, the mark may still be an older key's.
    text = f"sign-in {secret}".encode(errors="replace").decode()
    return [mark[:_MARK_LENGTH] for mark in keyring().fingerprints(text)]


def _hash(secret: str) -> bytes:
    # 256 bits of chance need no slow hash.
    return hashlib.sha256(secret.encode(errors="replace")).digest()


def _is_hash_of(kept: bytes | None, secret: str) -> bool:
    return kept is not None and hmac.compare_digest(kept, _hash(secret))


def _count(result: Any) -> int:
    return int(result.rowcount)

"""The envelope of every event: CloudEvents 1.0, structured JSON, with attributes of ours.

Ours: `area` (the community's code), `sequence` (place in the source's published
log), `correlationid` (one piece of work across services), `causationid` (the
event that led to this one), `actorrole` and `dataversion`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import marshmallow
import orjson

from contracts.registry import EVENTS, Event

ONE = "application/cloudevents+json"
BATCH = "application/cloudevents-batch+json"
#: Intermediaries must forward this much (CloudEvents 1.0); more is a fault of ours.
LARGEST_BYTES = 64 * 1024


class Unreadable(ValueError):  # noqa: N818 - says what the bytes are
    """The bytes are not an event of ours; trying again will not help."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What travels around an event's data."""

    id: UUID
    source: str
    type: str
    subject: str
    time: dt.datetime
    data: dict[str, Any]
    data_version: int
    correlation_id: str
    area: str | None = None
    sequence: str | None = None
    causation_id: str | None = None
    actor_role: str | None = None

    def event(self) -> Event:
        """The data as the registered shape.

        Raises:
            Unreadable: nobody registered this type, or the data does not fit.
        """
        shape = EVENTS.get(self.type)
        if shape is None:
            message = f"no such event: {self.type}"
            raise Unreadable(message)
        try:
            return shape.read(self.data)
        except marshmallow.ValidationError as wrong:
            message = f"{self.type} does not fit its contract: {wrong.messages}"
            raise Unreadable(message) from wrong

    def attributes(self) -> dict[str, Any]:
        """The JSON object of the CloudEvents format; absent attributes are left out."""
        written = {
            "specversion": "1.0",
            "id": str(self.id),
            "source": self.source,
            "type": self.type,
            "subject": self.subject,
            "time": self.time.isoformat(),
            "datacontenttype": "application/json",
            "dataversion": self.data_version,
            "correlationid": self.correlation_id,
            "area": self.area,
            "sequence": self.sequence,
            "causationid": self.causation_id,
            "actorrole": self.actor_role,
            "data": self.data,
        }
        return {name: value for name, value in written.items() if value is not None}

    def text(self) -> str:
        """The event as JSON."""
        return orjson.dumps(self.attributes()).decode()


def wrap(
    event: Event,
    *,
    event_id: UUID,
    time: dt.datetime,
    correlation_id: str,
    causation_id: str | None = None,
    actor_role: str | None = None,
) -> Envelope:
    """Put an event into its envelope."""
    data = event.plain()
    return Envelope(
        id=event_id,
        source=f"/linli/{event.SOURCE}",
        type=event.cloud_type(),
        subject=str(data[event.SUBJECT]),
        time=time,
        data=data,
        data_version=event.DATA_VERSION,
        correlation_id=correlation_id,
        area=data[event.AREA] if event.AREA else None,
        causation_id=causation_id,
        actor_role=actor_role,
    )


def read(text: str | bytes) -> Envelope:
    """One event from JSON.

    Raises:
        Unreadable: it is not a CloudEvent of ours.
    """
    return _from_attributes(_json(text))


def read_batch(text: str | bytes) -> list[Envelope]:
    """The events of a CloudEvents batch.

    Raises:
        Unreadable: one of them is not a CloudEvent of ours.
    """
    found = _json(text)
    if not isinstance(found, list):
        message = "a batch is a JSON array"
        raise Unreadable(message)
    return [_from_attributes(attributes) for attributes in found]


def _json(text: str | bytes) -> Any:
    raw = text if isinstance(text, bytes) else text.encode(errors="surrogatepass")
    try:
        # It also refuses NaN, which is no JSON, and halves of characters.
        found = orjson.loads(raw)
        if _NUL in raw or raw.count(b"{") + raw.count(b"[") > _SURELY_WRITABLE:
            _check_writable(found)
    except (TypeError, ValueError) as wrong:
        message = f"not JSON that can be kept: {wrong}"
        raise Unreadable(message) from wrong
    return found


_NUL = rb"\u0000"
#: What opens no more brackets than this cannot nest deeper than orjson writes.
_SURELY_WRITABLE = 200


def _check_writable(found: Any) -> None:
    # A backslash of the text itself is written twice.
    if _NUL in orjson.dumps(found).replace(rb"\\", b""):
        raise ValueError("it holds NUL, which no database keeps")


def _from_attributes(found: Any) -> Envelope:
    try:
        if found["specversion"] != "1.0" or not isinstance(found["data"], dict):
            message = "not a CloudEvents 1.0 object with data"
            raise Unreadable(message)
        return Envelope(
            id=UUID(found["id"]),
            source=str(found["source"]),
            type=str(found["type"]),
            subject=str(found["subject"]),
            time=_moment(found["time"]),
            data=found["data"],
            data_version=int(found["dataversion"]),
            correlation_id=str(found["correlationid"]),
            area=_optional_text(found, "area"),
            sequence=_optional_text(found, "sequence"),
            causation_id=_optional_text(found, "causationid"),
            actor_role=_optional_text(found, "actorrole"),
        )
    except (KeyError, TypeError, ValueError, OverflowError, AttributeError) as wrong:
        message = f"an attribute is missing or malformed: {wrong!r}"
        raise Unreadable(message) from wrong


def _moment(text: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        message = f"time {text} has no offset"
        raise ValueError(message)
    return moment


def _optional_text(found: dict[str, Any], name: str) -> str | None:
    value = found.get(name)
    if not isinstance(value, str | None):
        message = f"{name} is not a text"
        raise TypeError(message)
    return value

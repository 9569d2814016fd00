"""The envelope of every event: CloudEvents 1.0, structured JSON, with attributes of ours.

Ours: `area` (the community's code), `sequence` (place in the source's published
log), `correlationid` (one piece of work across services), `causationid` (the
event that led to this one), `actorrole` and `dataversion`.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import marshmallow

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
        return json.dumps(self.attributes(), ensure_ascii=False, separators=(",", ":"))


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
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as wrong:
        message = f"not JSON: {wrong}"
        raise Unreadable(message) from wrong
    raw = text.encode(errors="surrogatepass") if isinstance(text, str) else text
    # Only an escape can bring them, so most texts need no second look.
    if _SUSPECT.search(raw) and not _is_storable(found):
        raise Unreadable("holds NUL or half of a character, which no database keeps")
    return found


_SUSPECT = re.compile(rb"\\u(0000|d[89a-f])", re.IGNORECASE)


def _is_storable(found: Any) -> bool:
    written = json.dumps(found, ensure_ascii=False)
    try:
        written.encode()
    except UnicodeEncodeError:
        return False
    # A backslash of the text itself is written twice.
    return "\\u0000" not in written.replace("\\\\", "")


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

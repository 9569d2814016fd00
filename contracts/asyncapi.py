"""The published events as one AsyncAPI 3.0 document, generated from the registry.

Each event has a channel (a routing key on its source's topic exchange, or a queue where it stays
inside), a `send` operation of its source, and a message: the CloudEvents envelope around the
event's own schema. The HTTP interface has a document of its own.
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from typing import Any

from apispec import APISpec

from contracts import envelope, registry
from contracts.json_schema import Converter
from contracts.registry import Event
from vocabulary.areas import CODE_PATTERN

#: Events that stay between two services travel in batches on a queue of their own.
QUEUES = {"linli.gateway.appeal_submitted": "appeals.intake"}

_BINDING = "0.3.0"
_ENVELOPE = "envelope"

Json = dict[str, Any]


def document() -> Json:
    """The whole document, ready for JSON."""
    registry.load_all()
    shapes = [registry.EVENTS[name] for name in sorted(registry.EVENTS)]
    return {
        "asyncapi": "3.0.0",
        "info": _info(),
        "defaultContentType": envelope.ONE,
        "channels": {_name(shape): _channel(shape) for shape in shapes},
        "operations": {f"send.{_name(shape)}": _operation(shape) for shape in shapes},
        "components": {
            "messages": {_name(shape): _message(shape) for shape in shapes},
            "schemas": {_ENVELOPE: envelope_schema()}
            | {_data_name(shape): data_schema(shape) for shape in shapes},
        },
    }


def data_schema(shape: type[Event]) -> Json:
    """JSON Schema of an event's data; open for fields that a later release adds."""
    converter = Converter("3.1.0", lambda _schema: None, APISpec("", "", "3.1.0"))
    written: Json = converter.schema2jsonschema(shape.schema())
    properties = {name: _with_examples(found) for name, found in written["properties"].items()}
    described = {"title": shape.__name__, "description": shape.__doc__ or ""}
    return described | written | {"properties": properties, "additionalProperties": True}


def envelope_schema() -> Json:
    """JSON Schema of the CloudEvents attributes around every event."""
    text = {"type": "string", "minLength": 1}
    return {
        "title": "Envelope",
        "description": "CloudEvents 1.0, structured JSON. Readers ignore attributes that they do not "
        "know.",
        "type": "object",
        "required": [
            "specversion",
            "id",
            "source",
            "type",
            "subject",
            "time",
            "dataversion",
            "correlationid",
            "data",
        ],
        "properties": {
            "specversion": {"const": "1.0", "description": "Of CloudEvents."},
            "id": text | {"format": "uuid", "description": "The same id is the same event."},
            "source": text | {"description": "The service that sends it: /linli/«service»."},
            "type": text | {"description": "What happened: linli.«service».«event»."},
            "subject": text | {"description": "Id of the thing it happened to."},
            "time": text | {"format": "date-time", "description": "When it was written down."},
            "datacontenttype": {
                "const": "application/json",
                "description": "The type of the data.",
            },
            "dataversion": {
                "type": "integer",
                "minimum": 1,
                "description": "Version of the data's form.",
            },
            "correlationid": text | {"description": "One piece of work across services."},
            "causationid": text | {"description": "The event that led to this one."},
            "area": {
                "type": "string",
                "pattern": CODE_PATTERN,
                "description": "Code of the area it belongs to.",
            },
            "sequence": text | {"description": "Place in the source's published log."},
            "actorrole": text | {"description": "The role in which it was done."},
            "data": {
                "type": "object",
                "description": "What happened, see the schema of the event.",
            },
        },
    }


def _info() -> Json:
    return {
        "title": "Linli events",
        "version": version("linli"),
        "description": (
            "What happened in the communities of a street office (街道办). Delivery is at least "
            "once and nearly in order: keep the newest `version` of each subject, and ignore an "
            f"`id` seen before.\n\n{_subjects()}"
        ),
    }


def _subjects() -> str:
    """The subjects of events, by the service that sends them."""
    told: dict[str, dict[str, None]] = {}
    for name in sorted(registry.EVENTS):
        shape = registry.EVENTS[name]
        subject = (sys.modules[shape.__module__].__doc__ or "").partition("\n")[0]
        told.setdefault(shape.SOURCE, {})[subject] = None
    return "\n\n".join(
        f"From `{source}`:\n" + "\n".join(f"- {subject}" for subject in subjects)
        for source, subjects in told.items()
    )


def _channel(shape: type[Event]) -> Json:
    queue = QUEUES.get(shape.cloud_type())
    return {
        "address": queue or shape.NAME,
        "summary": shape.__doc__ or "",
        "messages": {shape.NAME: {"$ref": f"#/components/messages/{_name(shape)}"}},
        "bindings": {"amqp": _on_queue(queue) if queue else _on_exchange(shape)},
    }


def _on_exchange(shape: type[Event]) -> Json:
    exchange = {
        "name": f"{shape.SOURCE}.events",
        "type": "topic",
        "durable": True,
        "autoDelete": False,
    }
    return {"is": "routingKey", "exchange": exchange, "bindingVersion": _BINDING}


def _on_queue(name: str) -> Json:
    queue = {"name": name, "durable": True, "exclusive": False, "autoDelete": False}
    return {"is": "queue", "queue": queue, "bindingVersion": _BINDING}


def _operation(shape: type[Event]) -> Json:
    channel = f"#/channels/{_name(shape)}"
    return {
        "action": "send",
        "title": f"{shape.SOURCE} sends {shape.NAME}",
        "channel": {"$ref": channel},
        "messages": [{"$ref": f"{channel}/messages/{shape.NAME}"}],
        "bindings": {"amqp": {"deliveryMode": 2, "mandatory": True, "bindingVersion": _BINDING}},
    }


def _message(shape: type[Event]) -> Json:
    batched = shape.cloud_type() in QUEUES
    one = _payload(shape)
    return {
        "name": shape.cloud_type(),
        "title": shape.__name__,
        "summary": shape.__doc__ or "",
        "contentType": envelope.BATCH if batched else envelope.ONE,
        "payload": {"type": "array", "items": one} if batched else one,
        "bindings": {"amqp": {"contentEncoding": "utf-8", "bindingVersion": _BINDING}},
    }


def _payload(shape: type[Event]) -> Json:
    own = {
        "source": {"const": f"/linli/{shape.SOURCE}"},
        "type": {"const": shape.cloud_type()},
        "dataversion": {"const": shape.DATA_VERSION},
        "data": {"$ref": f"#/components/schemas/{_data_name(shape)}"},
    }
    return {"allOf": [{"$ref": f"#/components/schemas/{_ENVELOPE}"}, {"properties": own}]}


def _with_examples(written: Json) -> Json:
    # OpenAPI has `example` beside JSON Schema's own `examples`; AsyncAPI has the latter only.
    kept = {name: value for name, value in written.items() if name != "example"}
    return kept | ({"examples": [written["example"]]} if "example" in written else {})


def _name(shape: type[Event]) -> str:
    return f"{shape.SOURCE}.{shape.NAME}"


def _data_name(shape: type[Event]) -> str:
    return f"{_name(shape)}.v{shape.DATA_VERSION}"

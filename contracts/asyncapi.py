"""The published events as one AsyncAPI 3.0 document, generated from the registry.

Each event has a channel (a routing key on its source's topic exchange, or a queue where it stays
inside), a `send` operation of its source, and a message with an example: the CloudEvents envelope
around the event's own schema. What an office may receive has channels of its own, tagged `office`;
what services of Linli tell each other is tagged `internal`. The HTTP interface has a document of its
own.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from apispec import APISpec

from contracts import envelope, registry
from contracts.examples import example_of_answer
from contracts.json_schema import Converter
from contracts.registry import Event
from vocabulary.areas import CODE_PATTERN

#: Events that stay between two services travel in batches on a queue of their own.
QUEUES = {"linli.gateway.appeal_submitted": "appeals.intake"}

#: What offices read, its meaning, and the events in it; none names all that are published.
_FOR_OFFICES: dict[str, tuple[str, tuple[str, ...] | None]] = {
    "street.digests": (
        (
            "A stream of the figures of each area, whole and naming nobody; for the street office, "
            "its district and its city. The user digests-reader may read it and nothing else."
        ),
        ("linli.street.totals_digested",),
    ),
    "street.feed": (
        "A stream of every event, from the first one on; for the street office's own programs.",
        None,
    ),
    "public.events": (
        "The exchange of every event; bind a queue of your own to it by their names.",
        None,
    ),
}
_OFFICE = {"name": "office", "description": "What a street office may receive."}
_INTERNAL = {"name": "internal", "description": "What services of Linli tell each other."}

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
        "servers": _servers(),
        "channels": {_name(shape): _channel(shape) for shape in shapes}
        | {f"office.{name}": _office_channel(name, shapes) for name in _FOR_OFFICES},
        "operations": {f"send.{_name(shape)}": _operation(shape) for shape in shapes}
        | {f"send.office.{name}": _office_operation(name) for name in _FOR_OFFICES},
        "components": {
            "securitySchemes": {
                "brokerUser": {
                    "type": "userPassword",
                    "description": "A user of RabbitMQ with the least rights; SASL PLAIN, so over "
                    "TLS only.",
                }
            },
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


def _servers() -> Json:
    return {
        "broker": {
            "host": "{broker}:5671",
            "pathname": "/linli",
            "protocol": "amqps",
            "protocolVersion": "0.9.1",
            "description": "The RabbitMQ of the deployment, behind TLS.",
            "variables": {
                "broker": {
                    "description": "The name under which the operator publishes it.",
                    "examples": ["broker.linli.example.cn"],
                }
            },
            "security": [{"$ref": "#/components/securitySchemes/brokerUser"}],
        }
    }


def _office_channel(name: str, shapes: Sequence[type[Event]]) -> Json:
    summary, kinds = _FOR_OFFICES[name]
    messages = {
        _name(shape): {"$ref": f"#/components/messages/{_name(shape)}"}
        for shape in shapes
        if shape.cloud_type() not in QUEUES and (kinds is None or shape.cloud_type() in kinds)
    }
    binding = _on_queue(name)
    if name == "public.events":
        exchange = {"name": name, "type": "topic", "durable": True, "autoDelete": False}
        binding = {"is": "routingKey", "exchange": exchange, "bindingVersion": _BINDING}
    return {
        "address": name,
        "summary": summary,
        "servers": [{"$ref": "#/servers/broker"}],
        "messages": messages,
        "tags": [_OFFICE],
        "bindings": {"amqp": binding},
    }


def _office_operation(name: str) -> Json:
    return {
        "action": "send",
        "title": f"Linli sends to {name}",
        "summary": _FOR_OFFICES[name][0],
        "channel": {"$ref": f"#/channels/office.{name}"},
        "tags": [_OFFICE],
        "security": [{"$ref": "#/components/securitySchemes/brokerUser"}],
    }


def _channel(shape: type[Event]) -> Json:
    queue = QUEUES.get(shape.cloud_type())
    return {
        "address": queue or shape.NAME,
        "summary": shape.__doc__ or "",
        "messages": {shape.NAME: {"$ref": f"#/components/messages/{_name(shape)}"}},
        "tags": [_INTERNAL],
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
        "tags": [_INTERNAL],
        "bindings": {"amqp": {"deliveryMode": 2, "mandatory": True, "bindingVersion": _BINDING}},
    }


def _message(shape: type[Event]) -> Json:
    batched = shape.cloud_type() in QUEUES
    one, example = _payload(shape), example_of_event(shape)
    return {
        "name": shape.cloud_type(),
        "title": shape.__name__,
        "summary": shape.__doc__ or "",
        "contentType": envelope.BATCH if batched else envelope.ONE,
        "payload": {"type": "array", "items": one} if batched else one,
        "examples": [{"name": shape.NAME, "payload": [example] if batched else example}],
        "bindings": {"amqp": {"contentEncoding": "utf-8", "bindingVersion": _BINDING}},
    }


def example_of_event(shape: type[Event]) -> Json:
    """An event as it leaves us, with the plainest data that fit."""
    data = example_of_answer(shape.schema())
    written = {
        "specversion": "1.0",
        "id": "01970a3c-7d00-7000-8000-000000000005",
        "source": f"/linli/{shape.SOURCE}",
        "type": shape.cloud_type(),
        "subject": str(data.get(shape.SUBJECT, "01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3")),
        "time": "2013-05-17T08:10:02+00:00",
        "datacontenttype": "application/json",
        "dataversion": shape.DATA_VERSION,
        "correlationid": "01970a3c-2b00-7000-8000-0000000000aa",
        "data": data,
    }
    return written if shape.cloud_type() in QUEUES else {"sequence": f"{23:020d}"} | written


def _payload(shape: type[Event]) -> Json:
    own = {
        "source": {"const": f"/linli/{shape.SOURCE}"},
        "type": {"const": shape.cloud_type()},
        "dataversion": {"const": shape.DATA_VERSION},
        "data": {"$ref": f"#/components/schemas/{_data_name(shape)}"},
    }
    # Only what is published has a place in a log, and a reader needs it to notice a gap.
    placed = {} if shape.cloud_type() in QUEUES else {"required": ["sequence"]}
    return {"allOf": [{"$ref": f"#/components/schemas/{_ENVELOPE}"}, {"properties": own} | placed]}


def _with_examples(written: Json) -> Json:
    # OpenAPI has `example` beside JSON Schema's own `examples`; AsyncAPI has the latter only.
    kept = {name: value for name, value in written.items() if name != "example"}
    return kept | ({"examples": [written["example"]]} if "example" in written else {})


def _name(shape: type[Event]) -> str:
    return f"{shape.SOURCE}.{shape.NAME}"


def _data_name(shape: type[Event]) -> str:
    return f"{_name(shape)}.v{shape.DATA_VERSION}"

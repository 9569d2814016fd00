"""How shapes are written as JSON Schema, in the document of the interface and in that of events."""

from __future__ import annotations

from typing import Any

import marshmallow
from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.openapi import OpenAPIConverter


class Converter(OpenAPIConverter):
    """The library's own says of a shape either what it is or that it takes no other fields."""

    def schema2jsonschema(self, schema: Any) -> dict[str, Any]:
        """The shape with both."""
        written: dict[str, Any] = super().schema2jsonschema(schema)  # type: ignore[no-untyped-call]  # untyped library
        if schema.unknown != marshmallow.EXCLUDE:
            written["additionalProperties"] = schema.unknown == marshmallow.INCLUDE
        return written


class Plugin(MarshmallowPlugin):
    """Writes shapes into an OpenAPI document."""

    Converter = Converter

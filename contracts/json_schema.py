"""How shapes are written as JSON Schema, in the document of the interface and in that of events."""

from __future__ import annotations

from typing import Any

import marshmallow
from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.openapi import OpenAPIConverter

from contracts import words

#: The names of a field and of its values: for people who never see a code.
NAME, NAMES = "x-name", "x-names"


class Converter(OpenAPIConverter):
    """The library describes a shape or says that it takes no other fields, but not both."""

    def schema2jsonschema(self, schema: Any) -> dict[str, Any]:
        """The shape with both."""
        written: dict[str, Any] = super().schema2jsonschema(schema)  # type: ignore[no-untyped-call]  # untyped library
        if schema.unknown != marshmallow.EXCLUDE:
            written["additionalProperties"] = schema.unknown == marshmallow.INCLUDE
        return written

    def init_attribute_functions(self) -> None:
        """The library's schema, with the names."""
        super().init_attribute_functions()  # type: ignore[no-untyped-call]  # untyped library
        self.attribute_functions += [self.name_of_field, self.names_of_values]

    def init_parameter_attribute_functions(self) -> None:
        """The library's parameter, with the name beside its schema and not inside."""
        super().init_parameter_attribute_functions()
        self.parameter_attribute_functions.append(self.name_of_parameter)

    def name_of_field(self, field: marshmallow.fields.Field[Any], **_: Any) -> dict[str, Any]:
        """The name of a field of a shape; an item of a list has none of its own."""
        if NAME in field.metadata or not isinstance(field.parent, marshmallow.Schema):
            return {}
        shape = shape_of(type(field.parent))
        if shape is None:
            return {}
        return {NAME: written(words.field_name(shape, field.data_key or str(field.name)))}

    def names_of_values(self, field: marshmallow.fields.Field[Any], **_: Any) -> dict[str, Any]:
        """The names of the values of an enumeration."""
        if not isinstance(field, marshmallow.fields.Enum):
            return {}
        named = words.value_names(field.enum)
        return {NAMES: {value: written(name) for value, name in named.items()}}

    def name_of_parameter(
        self,
        field: marshmallow.fields.Field[Any],  # noqa: ARG002 - the signature is the library's
        **made: Any,
    ) -> dict[str, Any]:
        """The name of the parameter."""
        name = made["ret"].get("schema", {}).pop(NAME, None)
        return {} if name is None else {NAME: name}


class Plugin(MarshmallowPlugin):
    """Writes shapes into an OpenAPI document."""

    Converter = Converter


def shape_of(schema: type[marshmallow.Schema]) -> type | None:
    """The shape that this schema writes and reads; None for a schema of the library."""
    shape: type | None = getattr(schema.Meta, "shape", None)
    return shape


def written(name: words.Name) -> dict[str, str]:
    """A name as the documents print it."""
    return {"zh": name.zh, "en": name.label}

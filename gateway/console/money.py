"""Money on pages: people write yuan, as 80.50, and the interface takes whole fen.

A field of fen keeps its name; the page asks for it in yuan, and turns it round on the way.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import Any

from contracts.registry import Shape
from gateway.console import api, forms
from gateway.console.deeds import Deed
from gateway.console.forms import Field, Filled, Form
from gateway.console.languages import _

_FEN = "_fen"
_YUAN = re.compile(r"([0-9]{1,9})(?:[.．]([0-9]{1,2}))?")
_SEPARATORS = str.maketrans("", "", ",， ")
_LABEL = _("金额（元）")


class MoneyDeed(Deed):
    """A deed whose form asks in yuan."""

    def send(self, path: Mapping[str, str], body: api.Json) -> api.Json:
        """Do it, with every amount in fen.

        Raises:
            Refused: with the problem document.
        """
        return super().send(path, in_fen(body))


def in_fen(body: Any) -> Any:
    """The same content with its amounts in fen; what is no amount stays, and is refused as it is."""
    match body:
        case dict():
            return {
                key: _fen(value) if key.endswith(_FEN) else in_fen(value)
                for key, value in body.items()
            }
        case list():
            return [in_fen(one) for one in body]
        case _:
            return body


def in_yuan(thing: Any) -> Any:
    """The same thing with its amounts as people write them, to begin a form with."""
    match thing:
        case dict():
            return {
                key: _yuan(value)
                if key.endswith(_FEN) and isinstance(value, int)
                else in_yuan(value)
                for key, value in thing.items()
            }
        case list():
            return [in_yuan(one) for one in thing]
        case _:
            return thing


def asked_in_yuan(form: Form) -> Form:
    """The same form, in which fields of fen ask for yuan."""
    return dataclasses.replace(form, fields=[_asked(one) for one in form.fields])


def form(shape: type[Shape], tried: Filled, **how: Any) -> Form:
    """The form of a shape, asking in yuan; see `forms.form`."""
    return asked_in_yuan(forms.form(shape, tried, **how))


def _asked(field: Field) -> Field:
    rows = [[_asked(one) for one in row] for row in field.rows]
    if field.name.endswith(_FEN):
        # Text, as browsers refuse a point in a field of whole numbers.
        return dataclasses.replace(
            field, label=str(_LABEL), widget="text", longest=13, least=None, most=None
        )
    return dataclasses.replace(field, rows=rows)


def _fen(value: Any) -> Any:
    found = _YUAN.fullmatch(str(value).translate(_SEPARATORS))
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else value


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02}"

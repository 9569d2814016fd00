"""Codes that open a person's thing (查询码): sealed in a database, and found by a print."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa

from runtime import marks
from vocabulary.tracking import normalised

_CODE: Final = marks.Mark(normalised)
#: The type of a column that holds such a print.
PRINT: Final = marks.TYPE


def print_info(column: str) -> dict[Any, Any]:
    """The declaration of a column that holds the print of the code in another one."""
    return _CODE.info(column)


def print_of(code: str) -> str:
    """The print by which a code is found again, however it was typed."""
    return _CODE.of(code)


def has_code(mark: Any, code: str) -> sa.ColumnElement[bool]:
    """Whether the print in the column `mark` is this code's; under every key while keys change."""
    return _CODE.is_of(mark, code)

"""Codes that open a person's thing (查询码): sealed in a database, and found by a print."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa

from runtime.encryption import FINGERPRINT_LENGTH, keyring
from vocabulary.tracking import normalised

#: The type of a column that holds such a print.
PRINT: Final = sa.String(FINGERPRINT_LENGTH)


def print_info(column: str) -> dict[Any, Any]:
    """The declaration of a column that holds the print of the code in another one."""
    return {"fingerprint_of": column, "form": normalised}


def print_of(code: str) -> str:
    """The print by which a code is found again, however it was typed."""
    return keyring().fingerprint(normalised(code))


def has_code(mark: Any, code: str) -> sa.ColumnElement[bool]:
    """Whether the print in the column `mark` is this code's; under every key while keys change."""
    found: sa.ColumnElement[bool] = mark.in_(keyring().fingerprints(normalised(code)))
    return found

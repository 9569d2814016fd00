"""Marks (辨认标记): by which a phone or a name is known again while it lies sealed.

Each kind has one reading for all ways of writing it; the mark is a keyed fingerprint of that.

    phone_print: … = mapped_column(marks.TYPE, info=PERSONAL | marks.PHONE.info("phone"))

    phone_print=marks.PHONE.of(phone)
    .where(marks.PHONE.is_of(Application.phone_print, phone))

While keys change, a mark may still be made with an older key; it is found all the same.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, overload
from uuid import UUID, uuid5

import sqlalchemy as sa

from runtime.encryption import FINGERPRINT_LENGTH, keyring
from vocabulary.names import same_name
from vocabulary.phones import same_phone

#: The type of a column that holds a mark.
TYPE: Final = sa.String(FINGERPRINT_LENGTH)


@dataclass(frozen=True)
class Mark:
    """One kind of text that is known again; `form`: its reading."""

    form: Callable[[str], str]

    def info(self, column: str) -> dict[Any, Any]:
        """The declaration of a column that holds the mark of the text in another one."""
        return {"fingerprint_of": column, "form": self.form}

    @overload
    def of(self, text: str) -> str: ...
    @overload
    def of(self, text: None) -> None: ...
    def of(self, text: str | None) -> str | None:
        """The mark to keep; None for None."""
        return None if text is None else keyring().fingerprint(self.form(text))

    def told(self, text: str | None, *, reader: str) -> str | None:
        """The mark by which another service, that knows the text too, knows it again."""
        return None if text is None else keyring().to(reader).fingerprint(self.form(text))

    def was_told(self, kept: str | None, text: str, *, reader: str) -> bool:
        """Whether such a mark, that this service was told, is that of this text."""
        return kept in keyring().to(reader).fingerprints(self.form(text))

    def is_of(self, column: Any, text: str | None) -> sa.ColumnElement[bool]:
        """Whether a column holds the mark of this text; false for None and for empty readings."""
        read = self.form(text or "")
        found: sa.ColumnElement[bool] = column.in_(keyring().fingerprints(read) if read else ())
        return found

    def all_of(self, texts: Iterable[str]) -> set[str]:
        """The marks of these texts with each key, to look many up at once."""
        read = {self.form(text) for text in texts} - {""}
        return {mark for one in read for mark in keyring().fingerprints(one)}

    def fits(self, kept: str | None, text: str) -> bool:
        """Whether one mark that was read is that of this text; takes as long either way."""
        marks = keyring().fingerprints(self.form(text))
        return True in [hmac.compare_digest(mark, kept or "") for mark in marks]


PHONE = Mark(same_phone)
NAME = Mark(same_name)
EMAIL = Mark(str.casefold)


def blind_id(one: UUID, *, within: UUID, reader: str) -> UUID:
    """An id in place of a person's: only its reader knows it again, and in one message only."""
    return blind_ids(one, within=within, reader=reader)[0]


def blind_ids(one: UUID, *, within: UUID, reader: str) -> tuple[UUID, ...]:
    """The same with each key, the newest first, to know one again while keys change."""
    marks = keyring().to(reader).fingerprints(f"{within}/{one}")
    return tuple(uuid5(within, mark) for mark in marks)

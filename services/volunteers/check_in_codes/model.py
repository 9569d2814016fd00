"""Tries that failed, one row a person."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from audit import Exempt
from services.volunteers.tables import Record


class CheckInFailure(Record):
    """How often in a row a person entered a wrong code of the day."""

    __tablename__ = "check_in_failure"
    AUDIT = Exempt("counts failed attempts of a code's holder; says nothing of the person")

    #: The volunteer or the guest.
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[dt.datetime]

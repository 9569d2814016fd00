"""The names of the values of enumerations: by service, enumeration and value."""

from __future__ import annotations

from contracts.words.values import (
    appeals,
    audit,
    gateway,
    incentives,
    recruitment,
    street,
    vocabulary,
    volunteers,
)

VALUES = {
    "appeals": appeals.VALUES,
    "audit": audit.VALUES,
    "gateway": gateway.VALUES,
    "incentives": incentives.VALUES,
    "recruitment": recruitment.VALUES,
    "street": street.VALUES,
    "vocabulary": vocabulary.VALUES,
    "volunteers": volunteers.VALUES,
}

"""The names of the values of enumerations: by service, enumeration and value."""

from __future__ import annotations

from contracts.words.values import appeals, audit, gateway, recruitment, vocabulary, volunteers

VALUES = {
    "appeals": appeals.VALUES,
    "audit": audit.VALUES,
    "gateway": gateway.VALUES,
    "recruitment": recruitment.VALUES,
    "vocabulary": vocabulary.VALUES,
    "volunteers": volunteers.VALUES,
}

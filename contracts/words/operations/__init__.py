"""The names of operations, by their id, which is the name of their request."""

from __future__ import annotations

from contracts.words.operations import appeals, gateway, recruitment, street, volunteers

OPERATIONS = (
    appeals.OPERATIONS
    | gateway.OPERATIONS
    | recruitment.OPERATIONS
    | street.OPERATIONS
    | volunteers.OPERATIONS
)

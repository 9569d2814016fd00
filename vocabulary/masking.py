"""Personal data, masked for callers who do not need all of it."""

from __future__ import annotations

from vocabulary.names import family_name
from vocabulary.phones import is_phone

_PHONE_HEAD, _PHONE_TAIL, _HIDDEN_LEAST = 3, 4, 4
_SUBJECT_TAIL = 3


def masked_phone(phone: str | None) -> str | None:
    """138****1234; all hidden where fewer than four characters would be."""
    if phone is None:
        return None
    if len(phone) < _PHONE_HEAD + _PHONE_TAIL + _HIDDEN_LEAST:
        return "****"
    return f"{phone[:_PHONE_HEAD]}****{phone[-_PHONE_TAIL:]}"


def masked_name(name: str | None) -> str | None:
    """张*, 欧阳*: the family name only."""
    return None if not name else f"{family_name(name)}*"


def masked_address(address: str | None) -> str | None:
    """Shows only that there is one."""
    return None if not address else "****"


def masked_email(email: str | None) -> str | None:
    """a***@example.cn: the first letter and the domain."""
    if email is None:
        return None
    name, _, host = email.partition("@")
    return f"{name[:1]}***@{host}"


def masked_contact(contact: str | None) -> str | None:
    """A phone or an e-mail address as above; anything else is hidden completely."""
    if contact is None:
        return None
    if "@" in contact:
        return masked_email(contact)
    return masked_phone(contact) if is_phone(contact) else "****"


def masked_subject(subject: str) -> str:
    """****nan: another system's id of a person; short ones are hidden completely."""
    is_long = len(subject) >= _SUBJECT_TAIL + _HIDDEN_LEAST
    return f"****{subject[-_SUBJECT_TAIL:]}" if is_long else "****"

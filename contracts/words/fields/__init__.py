"""The names of fields: by service, then by name, or by shape and name where it differs.

A name stands once, in `shared` if several services use it. A service may use another name than the
others, and a shape another one than its service (`Card.total`).
"""

from __future__ import annotations

from contracts.words.fields import appeals, gateway, recruitment, shared, street, volunteers

FIELDS = {
    "appeals": appeals.FIELDS,
    "gateway": gateway.FIELDS,
    "recruitment": recruitment.FIELDS,
    "street": street.FIELDS,
    "volunteers": volunteers.FIELDS,
}
SHARED = shared.FIELDS

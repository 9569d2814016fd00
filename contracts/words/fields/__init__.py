"""What fields are called: by service, then by name, or by shape and name where it differs.

A name stands once, in `shared` if several services use it. A service may call a field
otherwise than the others do, and a shape otherwise than its service (`Card.total`).
"""

from __future__ import annotations

from contracts.words.fields import appeals, gateway, recruitment, shared, street

FIELDS = {
    "appeals": appeals.FIELDS,
    "gateway": gateway.FIELDS,
    "recruitment": recruitment.FIELDS,
    "street": street.FIELDS,
}
SHARED = shared.FIELDS

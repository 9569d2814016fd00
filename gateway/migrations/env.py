"""Alembic's way into the gateway's database."""

from __future__ import annotations

from audit.tables import METADATA as AUDIT
from bus.tables import METADATA as BUS
from gateway.files.attachments.model import METADATA as ATTACHMENTS
from gateway.limits.rate_limits.model import METADATA as RATE_LIMITS
from gateway.messages.notices.model import METADATA as NOTICES
from gateway.messages.preferences.model import METADATA as NOTICE_PREFERENCES
from gateway.messages.templates.model import METADATA as NOTICE_TEMPLATES
from gateway.people.accounts.model import METADATA as ACCOUNTS
from gateway.people.consents.model import METADATA as CONSENTS
from gateway.people.issued_tokens.model import METADATA as ISSUED_TOKENS
from gateway.people.offices.model import METADATA as OFFICES
from gateway.people.openid.model import METADATA as OPENID
from gateway.people.sessions.model import METADATA as SESSIONS
from gateway.people.sign_in.model import METADATA as SIGN_IN
from gateway.places.areas.model import METADATA as AREAS
from gateway.places.categories.model import METADATA as CATEGORIES
from gateway.privacy.disclosures.model import METADATA as DISCLOSURES
from gateway.privacy.pictures.model import METADATA as PICTURES
from groundwork import parameters, sealing
from runtime.migrating import run_migrations

run_migrations(
    [
        BUS,
        AUDIT,
        AREAS,
        CATEGORIES,
        ACCOUNTS,
        SESSIONS,
        SIGN_IN,
        OPENID,
        OFFICES,
        ISSUED_TOKENS,
        CONSENTS,
        DISCLOSURES,
        PICTURES,
        parameters.METADATA,
        sealing.METADATA,
        ATTACHMENTS,
        RATE_LIMITS,
        NOTICES,
        NOTICE_PREFERENCES,
        NOTICE_TEMPLATES,
    ]
)

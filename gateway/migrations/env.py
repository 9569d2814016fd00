"""Alembic's way into the gateway's database."""

from __future__ import annotations

from bus import tables
from gateway.accounts.model import METADATA as ACCOUNTS
from gateway.areas.model import METADATA as AREAS
from gateway.attachments.model import METADATA as ATTACHMENTS
from gateway.categories.model import METADATA as CATEGORIES
from gateway.consents.model import METADATA as CONSENTS
from gateway.disclosures.model import METADATA as DISCLOSURES
from gateway.issued_tokens.model import METADATA as ISSUED_TOKENS
from gateway.notice_preferences.model import METADATA as NOTICE_PREFERENCES
from gateway.notice_templates.model import METADATA as NOTICE_TEMPLATES
from gateway.notices.model import METADATA as NOTICES
from gateway.offices.model import METADATA as OFFICES
from gateway.openid.model import METADATA as OPENID
from gateway.rate_limits.model import METADATA as RATE_LIMITS
from gateway.sessions.model import METADATA as SESSIONS
from gateway.sign_in.model import METADATA as SIGN_IN
from groundwork import parameters
from runtime.migrating import run_migrations

run_migrations(
    [
        tables.METADATA,
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
        parameters.METADATA,
        ATTACHMENTS,
        RATE_LIMITS,
        NOTICES,
        NOTICE_PREFERENCES,
        NOTICE_TEMPLATES,
    ]
)

"""The bus's own tables in every service's database."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from runtime import archives, grants
from runtime.database import COUNTED, Moment, table_metadata

METADATA = table_metadata()

#: The service's permanent event log; `pos` is null until the broker has confirmed.
OUTBOX = sa.Table(
    "outbox",
    METADATA,
    sa.Column("seq", COUNTED, primary_key=True, autoincrement=True),
    sa.Column("id", sa.Uuid(), nullable=False, unique=True),
    sa.Column("type", sa.String(120), nullable=False),
    sa.Column("aggregate", sa.String(120), nullable=False),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("area", sa.String(12)),
    sa.Column("envelope", sa.Text(), nullable=False),
    sa.Column("created_at", Moment(), nullable=False),
    sa.Column("pos", COUNTED, unique=True),
    sa.Column("published_at", Moment()),
    sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
    sa.Column("error", sa.Text()),
    # The relay notes places; what was told stays as it was told.
    info={grants.MAY: "SELECT, INSERT, UPDATE (pos, published_at, attempts, error)"},
)
sa.Index(
    "ix_outbox_waiting",
    OUTBOX.c.seq,
    postgresql_where=OUTBOX.c.pos.is_(None),
    sqlite_where=OUTBOX.c.pos.is_(None),
)

#: The files with old events that were moved out of the outbox, by their `seq`.
ARCHIVED = archives.table("archived_outbox", METADATA)

#: Which consumer has seen which event; makes at-least-once delivery an effect that happens once.
INBOX = sa.Table(
    "inbox",
    METADATA,
    sa.Column("consumer", sa.String(120), primary_key=True),
    sa.Column("event_id", sa.Uuid(), primary_key=True),
    sa.Column("state", sa.String(8), nullable=False),
    sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
    sa.Column("due_at", Moment()),
    sa.Column("error", sa.Text()),
    sa.Column("envelope", sa.Text()),
    sa.Column("received_at", Moment(), nullable=False),
    sa.CheckConstraint("state IN ('done', 'retry', 'dead')", name="state"),
)
sa.Index(
    "ix_inbox_due",
    INBOX.c.consumer,
    INBOX.c.due_at,
    postgresql_where=INBOX.c.state == "retry",
    sqlite_where=INBOX.c.state == "retry",
)

#: The types of events whose earlier events a consumer has heard completely.
CAUGHT_UP = sa.Table(
    "caught_up",
    METADATA,
    sa.Column("consumer", sa.String(120), primary_key=True),
    sa.Column("type", sa.String(120), primary_key=True),
    # How far the log of the source was read; null once it was read to its end.
    sa.Column("reading", COUNTED),
)
#: In place of a type: all types that the consumer listens to.
EVERYTHING = "*"

#: Published events that one queue has not taken yet; every other queue has them.
OWED = sa.Table(
    "owed",
    METADATA,
    sa.Column("target", sa.String(255), primary_key=True),
    sa.Column("seq", COUNTED, primary_key=True, autoincrement=False),
    # How often the broker said nothing; what it refuses it has not kept.
    sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
)

sa.Index("ix_owed_next", OWED.c.target, OWED.c.tries, OWED.c.seq)

#: Each time the log went on after a restore: places between `ended` and the epoch's first are lost.
LOG_EPOCH = sa.Table(
    "log_epoch",
    METADATA,
    sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
    # The last place that the restored log knows.
    sa.Column("ended", COUNTED, nullable=False),
    sa.Column("begun_at", Moment(), nullable=False),
    info={grants.MAY: grants.READS},
)

#: How far a subscription has heard a source completely, and what it misses.
HEARD = sa.Table(
    "heard",
    METADATA,
    sa.Column("consumer", sa.String(120), primary_key=True),
    sa.Column("source", sa.String(40), primary_key=True),
    # All up to here arrived; null before the first comparison, which begins with what comes then.
    sa.Column("place", COUNTED),
    sa.Column("highest", COUNTED),
    sa.Column("missing", sa.Integer(), nullable=False),
    sa.Column("first", COUNTED),
    sa.Column("last", COUNTED),
    sa.Column("compared_at", Moment()),
    # When the source was asked to offer what is missing again, and how often.
    sa.Column("asked_at", Moment()),
    sa.Column("tries", sa.Integer(), nullable=False),
)

#: The leases of those that do something alone for all; one row each.
LEASE = sa.Table(
    "lease",
    METADATA,
    sa.Column("name", sa.String(40), primary_key=True),
    # It rises while the holder lives. Stand-bys count their looks, so no clock matters.
    sa.Column("beats", sa.BigInteger(), nullable=False),
)

#: When the clock was last known to be right; one row.
CLOCK_MARK = sa.Table(
    "clock_mark",
    METADATA,
    sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
    sa.Column("seen_at", Moment(), nullable=False),
    # When an operator said that the clock is right, by that clock, and who.
    sa.Column("confirmed_at", Moment()),
    sa.Column("confirmed_by", sa.String(120)),
)

#: Messages given up, until an operator redrives or discards them; the row stays as the record.
DEAD_LETTER = sa.Table(
    "dead_letter",
    METADATA,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("consumer", sa.String(120), nullable=False),
    sa.Column("event_id", sa.Uuid()),
    sa.Column("reason", sa.String(40), nullable=False),
    sa.Column("error", sa.Text(), nullable=False),
    sa.Column("body", sa.LargeBinary(), nullable=False),
    sa.Column("content_type", sa.String(120)),
    sa.Column("died_at", Moment(), nullable=False),
    sa.Column("settled", sa.String(12)),
    sa.Column("settled_at", Moment()),
    sa.Column("settled_by", sa.String(120)),
    sa.Column("settled_why", sa.Text()),
    sa.CheckConstraint("settled IN ('redriven', 'discarded')", name="settled"),
)

#: Answers to requests with an Idempotency-Key, so that a repeated one changes nothing.
ANSWERED_REQUEST = sa.Table(
    "answered_request",
    METADATA,
    sa.Column("key", sa.String(400), primary_key=True),
    sa.Column("fingerprint", sa.String(64), nullable=False),
    # Sealed; it may hold a contact or a text.
    sa.Column("answer", sa.Text(), info={"personal": True, "sealed": True}),
    sa.Column("answered_at", Moment(), nullable=False),
)

_NOTIFY = """
CREATE FUNCTION notify_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM pg_notify('outbox', ''); RETURN NULL; END $$;
CREATE TRIGGER outbox_wakes_the_relay AFTER INSERT ON outbox
FOR EACH STATEMENT EXECUTE FUNCTION notify_outbox();
"""


def create_v1() -> None:
    """The tables above as they were first released; a later change gets its own step."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "outbox",
        sa.Column("seq", COUNTED, nullable=False, autoincrement=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.String(120), nullable=False),
        sa.Column("aggregate", sa.String(120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(12)),
        sa.Column("envelope", sa.Text(), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("pos", COUNTED),
        sa.Column("published_at", moment),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("error", sa.Text()),
        sa.PrimaryKeyConstraint("seq", name="pk_outbox"),
        sa.UniqueConstraint("id", name="uq_outbox_id"),
        sa.UniqueConstraint("pos", name="uq_outbox_pos"),
    )
    waiting = sa.text("pos IS NULL")
    op.create_index(
        "ix_outbox_waiting", "outbox", ["seq"], postgresql_where=waiting, sqlite_where=waiting
    )
    op.create_table(
        "inbox",
        sa.Column("consumer", sa.String(120), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("due_at", moment),
        sa.Column("error", sa.Text()),
        sa.Column("envelope", sa.Text()),
        sa.Column("received_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("consumer", "event_id", name="pk_inbox"),
        sa.CheckConstraint("state IN ('done', 'retry', 'dead')", name=op.f("ck_inbox_state")),
    )
    due = sa.text("state = 'retry'")
    op.create_index("ix_inbox_due", "inbox", ["due_at"], postgresql_where=due, sqlite_where=due)
    op.create_table(
        "dead_letter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consumer", sa.String(120), nullable=False),
        sa.Column("event_id", sa.Uuid()),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("content_type", sa.String(120)),
        sa.Column("died_at", moment, nullable=False),
        sa.Column("settled", sa.String(12)),
        sa.Column("settled_at", moment),
        sa.Column("settled_by", sa.String(120)),
        sa.Column("settled_why", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_dead_letter"),
        sa.CheckConstraint(
            "settled IN ('redriven', 'discarded')", name=op.f("ck_dead_letter_settled")
        ),
    )
    op.create_table(
        "answered_request",
        sa.Column("key", sa.String(400), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("answer", sa.Text()),
        sa.Column("answered_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_answered_request"),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_NOTIFY)


def create_v2() -> None:
    """What each consumer has caught up with, and due retries by consumer.

    A consumer that has heard any event so far existed before, and misses none.
    """
    op.create_table(
        "caught_up",
        sa.Column("consumer", sa.String(120), nullable=False),
        sa.Column("type", sa.String(120), nullable=False),
        sa.Column("reading", COUNTED),
        sa.PrimaryKeyConstraint("consumer", "type", name="pk_caught_up"),
    )
    op.execute("INSERT INTO caught_up (consumer, type) SELECT DISTINCT consumer, '*' FROM inbox")
    op.drop_index("ix_inbox_due", "inbox")
    due = sa.text("state = 'retry'")
    op.create_index(
        "ix_inbox_due",
        "inbox",
        ["consumer", "due_at"],
        postgresql_where=due,
        sqlite_where=due,
    )


def create_v3() -> None:
    """What is owed to single queues, and when the clock was last known to be right."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "owed",
        sa.Column("target", sa.String(255), nullable=False),
        sa.Column("seq", COUNTED, nullable=False, autoincrement=False),
        sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("target", "seq", name="pk_owed"),
    )
    op.create_table(
        "clock_mark",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("seen_at", moment, nullable=False),
        sa.Column("confirmed_at", moment),
        sa.Column("confirmed_by", sa.String(120)),
        sa.PrimaryKeyConstraint("id", name="pk_clock_mark"),
    )


def create_v4() -> None:
    """The epochs of the log, and an index for much that is owed to one queue."""
    op.create_table(
        "log_epoch",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("ended", COUNTED, nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_log_epoch"),
    )
    op.create_index("ix_owed_next", "owed", ["target", "tries", "seq"])


def create_v5() -> None:
    """How far each subscription has heard its sources, and the leases of those who lead."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "heard",
        sa.Column("consumer", sa.String(120), nullable=False),
        sa.Column("source", sa.String(40), nullable=False),
        sa.Column("place", COUNTED),
        sa.Column("highest", COUNTED),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("first", COUNTED),
        sa.Column("last", COUNTED),
        sa.Column("compared_at", moment),
        sa.Column("asked_at", moment),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("consumer", "source", name="pk_heard"),
    )
    op.create_table(
        "lease",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("beats", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_lease"),
    )


def create_v6() -> None:
    """Nobody notifies in a transaction of work: see `bus.bells`."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER outbox_wakes_the_relay ON outbox")
        op.execute("DROP FUNCTION notify_outbox()")

"""The bus's tables, appeals with their history and counters, receptions, and 17 categories."""

from __future__ import annotations

from uuid import UUID, uuid5

import sqlalchemy as sa
from alembic import op

from bus import tables
from contracts.appeals.categories import CategoryPublished
from contracts.envelope import wrap
from runtime import clock

revision = "0001"
down_revision = None

_MOMENT = sa.DateTime(timezone=True)
#: Fixed, so that a database that was set up anew publishes the same events.
_SEED = UUID("6f1d3c5a-2a54-5d8e-9c0b-44030500700f")
_CATEGORIES = (
    ("environment_sanitation", "环境卫生", "Environment and sanitation"),
    ("fire_safety", "消防安全", "Fire safety"),
    ("pets", "宠物管理", "Pets"),
    ("shop_self_discipline", "商铺自律", "Self-discipline of shops"),
    ("towing_trade", "拖车行业", "Container haulage trade"),
    ("garment_trade", "服装行业", "Garment trade"),
    ("young_workers", "青工服务", "Services for young workers"),
    ("party_building", "党建组织", "Party organisation"),
    ("culture_sports", "文体活动", "Culture and sports"),
    ("labour_dispute", "劳资纠纷", "Labour dispute"),
    ("tenancy_dispute", "租赁纠纷", "Tenancy dispute"),
    ("neighbour_dispute", "邻里纠纷", "Dispute between neighbours"),
    ("property_management", "物业管理", "Property management"),
    ("public_facilities", "公共设施", "Public facilities"),
    ("public_order", "治安秩序", "Public order"),
    ("civility", "文明促进", "Civility"),
    ("other", "其他", "Other"),
)

_POSTGRES_GUARD = """
CREATE FUNCTION refuse_change_of_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the history of appeals is append-only'; END $$;
CREATE TRIGGER history_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON history
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_history();
"""
_SQLITE_GUARD = """
CREATE TRIGGER history_refuses_{verb} BEFORE {verb} ON history
BEGIN SELECT RAISE(ABORT, 'the history of appeals is append-only'); END
"""


def upgrade() -> None:
    tables.create_v1()
    _create_appeal()
    _create_history()
    _create_counter()
    _create_reception()
    _create_category()
    _seed_categories()


def _create_appeal() -> None:
    op.create_table(
        "appeal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("tracking_code", sa.String(19), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("category", sa.String(40), nullable=False),
        sa.Column("applicant_group", sa.String(24), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("contact_name", sa.String(60)),
        sa.Column("contact_phone", sa.String(24)),
        sa.Column("received_at", _MOMENT, nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("commissioner", sa.String(100)),
        sa.Column("outcome", sa.String(24)),
        sa.Column("outcome_reason", sa.Text()),
        sa.Column("closed_at", _MOMENT),
        sa.Column("rating", sa.Integer()),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("progressed_at", _MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_appeal"),
        sa.UniqueConstraint("tracking_code", name="uq_appeal_tracking_code"),
        sa.UniqueConstraint("community", "number", name="uq_appeal_community_number"),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_appeal_{name}")) for name, rule in _APPEAL_RULES),
    )
    op.create_index("ix_appeal_received_at_id", "appeal", ["received_at", "id"])


_APPEAL_RULES = (
    ("state", "state IN ('received', 'accepted', 'assigned', 'closed')"),
    ("outcome", "(state = 'closed') = (outcome IS NOT NULL)"),
    ("closed_at", "(state = 'closed') = (closed_at IS NOT NULL)"),
    ("outcome_reason", "outcome IS NULL OR outcome = 'settled' OR outcome_reason IS NOT NULL"),
    ("commissioner", "state <> 'assigned' OR commissioner IS NOT NULL"),
    ("rating", "rating IS NULL OR (state = 'closed' AND rating BETWEEN 1 AND 5)"),
)


def _create_history() -> None:
    op.create_table(
        "history",
        sa.Column("appeal_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(24), nullable=False),
        sa.Column("happened_at", _MOMENT, nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.Column("account", sa.Text()),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("method", sa.String(24)),
        sa.Column("outcome", sa.String(24)),
        sa.Column("commissioner", sa.String(100)),
        sa.Column("score", sa.Integer()),
        sa.Column("note", sa.Text()),
        sa.PrimaryKeyConstraint("appeal_id", "version", name="pk_history"),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeal.id"], name="fk_history_appeal_id"),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_POSTGRES_GUARD)
    else:
        for verb in ("UPDATE", "DELETE"):
            op.execute(_SQLITE_GUARD.format(verb=verb))


def _create_counter() -> None:
    op.create_table(
        "counter",
        sa.Column("name", sa.String(24), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counter"),
    )


def _create_reception() -> None:
    op.create_table(
        "reception",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("visitors", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(24), nullable=False),
        sa.Column("held_at", _MOMENT, nullable=False),
        sa.Column("commissioner", sa.String(100)),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.Column("recorded_by", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_reception"),
        sa.CheckConstraint("visitors > 0", name=op.f("ck_reception_visitors")),
    )
    op.create_index("ix_reception_held_at_id", "reception", ["held_at", "id"])


def _create_category() -> None:
    op.create_table(
        "category",
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name_zh", sa.String(40), nullable=False),
        sa.Column("name_en", sa.String(80), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_category"),
    )


def _seed_categories() -> None:
    category = sa.table(
        "category", *map(sa.column, ("code", "name_zh", "name_en", "active")), sa.column("version")
    )
    rows = [
        {"code": code, "name_zh": zh, "name_en": en, "active": True, "version": 1}
        for code, zh, en in _CATEGORIES
    ]
    op.bulk_insert(category, rows)
    outbox = sa.table(
        "outbox",
        sa.column("id", sa.Uuid()),
        sa.column("type"),
        sa.column("aggregate"),
        sa.column("version"),
        sa.column("envelope"),
        sa.column("created_at", _MOMENT),
    )
    op.bulk_insert(outbox, [_announcement(row) for row in rows])


def _announcement(row: dict[str, object]) -> dict[str, object]:
    event_id = uuid5(_SEED, str(row["code"]))
    envelope = wrap(
        CategoryPublished.read(row),
        event_id=event_id,
        time=clock.now(),
        correlation_id=str(_SEED),
    )
    return {
        "id": event_id,
        "type": envelope.type,
        "aggregate": envelope.subject,
        "version": row["version"],
        "envelope": envelope.text(),
        "created_at": envelope.time,
    }

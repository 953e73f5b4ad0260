"""a version is a draft until it is approved, and says what it changes, by whom and why"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

COLUMNS = ("change_kind", "change_reason", "state", "recorded_by", "recorded_why", "approved_at", "approved_by")


def upgrade() -> None:
    for name, kind in (("change_kind", sa.String(16)), ("change_reason", sa.Text()), ("recorded_why", sa.Text())):
        op.add_column("procedure_version", sa.Column(name, kind, nullable=True))
    for name, length, value in (("state", 16, "approved"), ("recorded_by", 200, "make import")):
        op.add_column(
            "procedure_version", sa.Column(name, sa.String(length=length), nullable=False, server_default=value)
        )
    op.add_column("procedure_version", sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("procedure_version", sa.Column("approved_by", sa.String(length=200), nullable=True))
    op.execute("UPDATE procedure_version SET approved_at = recorded_at, approved_by = recorded_by")


def downgrade() -> None:
    op.execute("DELETE FROM label WHERE kind = 'successor'")
    for name in COLUMNS:
        op.drop_column("procedure_version", name)

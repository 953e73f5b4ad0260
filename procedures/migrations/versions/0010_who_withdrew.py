"""who withdrew a version, and when"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("procedure_version", sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("procedure_version", sa.Column("withdrawn_by", sa.String(length=200), nullable=True))


def downgrade() -> None:
    op.drop_column("procedure_version", "withdrawn_by")
    op.drop_column("procedure_version", "withdrawn_at")

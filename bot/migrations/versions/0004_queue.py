"""who works on a kept question, and how it ended"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("review_item", sa.Column("claimed_by", sa.String(length=64), nullable=True))
    op.add_column("review_item", sa.Column("closed_by", sa.String(length=64), nullable=True))
    op.add_column("review_item", sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("review_item", sa.Column("outcome", sa.Text(), nullable=True))


def downgrade() -> None:
    for column in ("outcome", "closed_at", "closed_by", "claimed_by"):
        op.drop_column("review_item", column)

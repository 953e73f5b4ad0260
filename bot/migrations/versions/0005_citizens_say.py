"""what citizens say of an answer, and a code with which an answer of staff is fetched"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("review_item", sa.Column("code", sa.String(length=8), nullable=True))
    op.create_index("ix_review_item_code", "review_item", ["code"], unique=True)
    op.create_table(
        "feedback",
        sa.Column("message_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("conversation_id", sa.String(length=32), sa.ForeignKey("conversation.id"), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_feedback_conversation", "feedback", ["conversation_id"])


def downgrade() -> None:
    op.drop_table("feedback")
    op.drop_index("ix_review_item_code", "review_item")
    op.drop_column("review_item", "code")

"""exemptions and reductions of fees"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fee_relief",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("who", sa.Text(), nullable=True),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("standing", sa.String(length=16), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["version_id"], ["procedure_version.id"], name="fk_fee_relief_version_id_procedure_version"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_fee_relief"),
    )
    op.create_index("ix_fee_relief_version_id", "fee_relief", ["version_id"])


def downgrade() -> None:
    op.drop_table("fee_relief")

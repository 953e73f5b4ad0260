"""shortened times, online levels by date, and the steps of the standardised process"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("time_rule", sa.Column("shortened", sa.Integer(), nullable=True))
    op.create_table(
        "online_level",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["version_id"], ["procedure_version.id"], name="fk_online_level_version_id_procedure_version"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_online_level"),
    )
    op.create_index("ix_online_level_version_id", "online_level", ["version_id"])
    op.create_table(
        "process_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("in_charge", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["procedure_version.id"], name="fk_process_step_version_id_procedure_version"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_process_step"),
    )
    op.create_index("ix_process_step_version_id", "process_step", ["version_id"])


def downgrade() -> None:
    op.drop_table("process_step")
    op.drop_table("online_level")
    op.drop_column("time_rule", "shortened")

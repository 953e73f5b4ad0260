"""questions that lead to the citizen's case, and what a paper is needed for"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("document", sa.Column("why", sa.Text(), nullable=True))
    op.create_table(
        "case_option",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Integer(), nullable=False),
        sa.Column("ask", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("cases", sa.JSON(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["procedure_version.id"], name="fk_case_option_version_id_procedure_version"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_case_option"),
    )
    op.create_index("ix_case_option_version_id", "case_option", ["version_id"])


def downgrade() -> None:
    op.drop_table("case_option")
    op.drop_column("document", "why")

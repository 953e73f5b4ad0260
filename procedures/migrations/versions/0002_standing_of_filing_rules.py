"""standing of the rule when a citizen must file"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("part") as part:
        part.add_column(sa.Column("standing", sa.String(length=16), nullable=True))
    op.execute(
        "UPDATE part SET standing = CASE WHEN text LIKE 'Quy định cũ%' THEN 'past' ELSE 'current' END"
        " WHERE aspect = 'submit_before'"
    )


def downgrade() -> None:
    with op.batch_alter_table("part") as part:
        part.drop_column("standing")

"""standing of the rule when a citizen must file"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("part", sa.Column("standing", sa.String(length=16), nullable=True))
    op.execute(
        "UPDATE part SET standing = CASE WHEN text LIKE 'Quy định cũ%' THEN 'past' ELSE 'current' END"
        " WHERE aspect = 'submit_before'"
    )


def downgrade() -> None:
    op.drop_column("part", "standing")

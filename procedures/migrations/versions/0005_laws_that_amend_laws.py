"""which laws a law amends or replaces"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("law", sa.Column("amends", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("law", "amends")

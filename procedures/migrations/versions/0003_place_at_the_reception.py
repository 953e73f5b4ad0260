"""whether a dossier is handed in at the department's own counter"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("part", sa.Column("at_reception", sa.Boolean(), nullable=True))


def downgrade() -> None:
    op.drop_column("part", "at_reception")

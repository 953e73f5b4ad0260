"""Alembic environment of the gateway's tables."""

from bot.models import Base
from procedures.migrate import run

run(Base.metadata, "alembic_version_bot")

"""Alembic environment of the gateway's tables."""

from bot.models import Base
from bot.staff import models as _staff  # noqa: F401 (its tables belong to the same metadata)
from procedures.migrate import run

run(Base.metadata, "alembic_version_bot")

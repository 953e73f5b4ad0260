"""Alembic environment of the procedure database."""

from procedures.migrate import run
from procedures.models import Base

run(Base.metadata, "alembic_version_procedures")

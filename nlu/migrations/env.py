"""Alembic environment of the conversation events."""

from nlu.conversation_events import Base
from procedures.migrate import run

run(Base.metadata, "alembic_version_nlu")

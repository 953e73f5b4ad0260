"""Runs a room's Alembic history on the one database; each room keeps its own version table."""

from __future__ import annotations

from pathlib import Path

from alembic import command, context
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import MetaData

from procedures import settings
from procedures.database import engine

HERE = Path(__file__).resolve().parent


def upgrade(room: Path, url: str | None = None) -> None:
    """Brings the tables of ``room`` (a folder with ``migrations/``) to their newest shape.

    Raises BadSetting where a newer version of the software has shaped them.
    """
    try:
        command.upgrade(_config(room, url), "head")
    except CommandError as error:
        raise settings.BadSetting(
            f"Cơ sở dữ liệu do một bản phần mềm mới hơn lập ra ({error}). Anh/chị cập nhật mã nguồn, hoặc khôi phục bản"
            " sao lưu của bản này (make restore)."
        ) from None


def downgrade(room: Path, revision: str, url: str | None = None) -> None:
    """Takes the tables of ``room`` back to an older shape; what only newer ones hold is lost."""
    command.downgrade(_config(room, url), revision)


def _config(room: Path, url: str | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(room / "migrations"))
    config.attributes["url"] = url or settings.database_url()
    return config


def run(metadata: MetaData, version_table: str) -> None:
    """The body of every ``migrations/env.py``."""
    url = context.config.attributes.get("url") or settings.database_url()
    with engine(url).execution_options(writes=True).connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            version_table=version_table,
            render_as_batch=True,
            include_name=lambda name, kind, _parents: kind != "table" or name in metadata.tables,
        )
        with context.begin_transaction():
            context.run_migrations()


def revise(room: Path, message: str, url: str | None = None) -> None:
    """Writes a new migration of ``room`` from the difference between its models and the database."""
    command.revision(_config(room, url), message=message, autogenerate=True)


if __name__ == "__main__":
    upgrade(HERE)

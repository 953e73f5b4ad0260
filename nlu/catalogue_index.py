"""The procedure index of this process, kept in step with the database while it runs."""

from __future__ import annotations

import logging
import time

from sqlalchemy.exc import SQLAlchemyError

from nlu import settings
from nlu.linking import ProcedureIndex
from procedures import catalogue
from procedures.database import reading
from procedures.settings import today

log = logging.getLogger(__name__)


class CatalogueIndex:
    """Rebuilds the index when the catalogue has a new version or a new day begins."""

    def __init__(self) -> None:
        self._index: ProcedureIndex | None = None
        self._built_for: tuple[object, ...] = ()
        self._checked = 0.0

    def current(self) -> ProcedureIndex:
        """The newest index to be had; the former one where the database cannot be read."""
        if self._index is None or time.monotonic() - self._checked > settings.INDEX_CHECK_SECONDS:
            self._follow()
        return self._index or ProcedureIndex([])

    def _follow(self) -> None:
        try:
            with reading() as session:
                state = (*catalogue.edition(session), today())
                if state != self._built_for:
                    self._index = ProcedureIndex(catalogue.records_on(session, today()))
                    self._built_for = state
        except SQLAlchemyError:
            log.exception("Không đọc được cơ sở dữ liệu thủ tục; dùng chỉ mục cũ")
            self._index = self._index or ProcedureIndex([])
        self._checked = time.monotonic()

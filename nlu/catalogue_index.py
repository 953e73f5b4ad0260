"""The index of this process, kept in step with the database while it runs."""

from __future__ import annotations

import logging
import time

from sqlalchemy.exc import SQLAlchemyError

from nlu import settings
from nlu.linking import Linker
from nlu.matters import Matter, of_agency, of_record, of_topic
from procedures import catalogue, other_agencies, topics
from procedures.database import reading
from procedures.settings import today

log = logging.getLogger(__name__)


class CatalogueIndex:
    """Rebuilds the index when the catalogue has a new version or a new day begins."""

    def __init__(self) -> None:
        self._others: list[Matter] = [*map(of_topic, topics.load()), *map(of_agency, other_agencies.load())]
        self._index: Linker | None = None
        self._built_for: tuple[object, ...] = ()
        self._checked = 0.0

    def current(self) -> Linker:
        """The newest index to be had; the former one where the database cannot be read."""
        if self._index is None or time.monotonic() - self._checked > settings.INDEX_CHECK_SECONDS:
            self._follow()
        return self._index or Linker([])

    def _follow(self) -> None:
        try:
            with reading() as session:
                state = (*catalogue.edition(session), today())
                if state != self._built_for:
                    self._index = Linker([*map(of_record, catalogue.records_on(session, today())), *self._others])
                    self._built_for = state
        except SQLAlchemyError:
            log.exception("Không đọc được cơ sở dữ liệu thủ tục; dùng chỉ mục cũ")
            self._index = self._index or Linker([])
        self._checked = time.monotonic()

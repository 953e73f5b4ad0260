"""The index of this process, kept in step with the database while it runs."""

from __future__ import annotations

import logging
import threading
import time

from sqlalchemy.exc import SQLAlchemyError

from nlu import settings
from nlu.cases import CaseBook
from nlu.linking import Linker
from nlu.matters import Matter, of_agency, of_record, of_topic
from procedures import catalogue, other_agencies, topics
from procedures.database import reading
from procedures.settings import today

log = logging.getLogger(__name__)


class CatalogueIndex:
    """Follows the catalogue: a new version or a new day makes a new index, while the former one goes on answering."""

    def __init__(self) -> None:
        self._others: list[Matter] = [*map(of_topic, topics.load()), *map(of_agency, other_agencies.load())]
        self._linker: Linker | None = None
        self._built_for: tuple[object, ...] = ()
        self._checked = 0.0
        self._building: threading.Thread | None = None

    def current(self) -> Linker:
        """The newest index to be had; only the very first call waits for it to be made."""
        if self._linker is None:
            self._follow()
        elif time.monotonic() - self._checked > settings.INDEX_CHECK_SECONDS and not self._is_building():
            self._building = threading.Thread(target=self._follow, name="catalogue-index", daemon=True)
            self._building.start()
        return self._linker or Linker([])

    def _is_building(self) -> bool:
        return self._building is not None and self._building.is_alive()

    def _follow(self) -> None:
        try:
            with reading() as session:
                state = (*catalogue.edition(session), today())
                if state != self._built_for:
                    records = catalogue.records_on(session, today())
                    self._linker = Linker([*map(of_record, records), *self._others], CaseBook(records))
                    self._built_for = state
        except SQLAlchemyError:
            log.exception("Không đọc được cơ sở dữ liệu thủ tục; dùng chỉ mục cũ")
        self._checked = time.monotonic()

"""HTML -> PDF with the project's own font; fetches nothing from the network.

The gateway makes its PDFs in a process of their own (``Press``), one at a time: WeasyPrint holds the interpreter for a
second, and nobody's chat waits for that.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from collections import OrderedDict
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from pathlib import Path
from typing import Any

import fontpkg_be_vietnam_pro

from procedures.orphans import die_with_parent

FONTS = Path(fontpkg_be_vietnam_pro.__file__).parent / "files"
"""Whole TTF files: WeasyPrint garbles the split ones of the web pages."""
FACES = {400: "BeVietnamPro-Regular.ttf", 600: "BeVietnamPro-SemiBold.ttf"}
MISSING = (
    "Máy này thiếu thư viện Pango để tạo PDF (Debian: libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)."
    " Anh/chị mở trang và in từ trình duyệt."
)
KEPT = 64
"""Sheets kept at once; one asked for again is not made again."""


class NoPdf(Exception):
    """This machine cannot make PDFs; the sentence says what it lacks."""


def to_pdf(html: str) -> bytes:
    """The document; raises NoPdf where Pango is missing. Takes a second of one core."""
    made: bytes = _weasyprint().HTML(string=html, url_fetcher=_nothing_from_the_network()).write_pdf()
    return made


class Press:
    """Makes PDFs in one child process, and keeps the last of them by their HTML."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._made: OrderedDict[str, asyncio.Future[bytes]] = OrderedDict()

    async def pdf(self, html: str) -> bytes:
        """Like ``to_pdf``; who asks for the same sheet waits for the one that is being made."""
        if html not in self._made:
            self._made[html] = asyncio.ensure_future(self._make(html))
            if len(self._made) > KEPT:
                self._made.popitem(last=False)
        self._made.move_to_end(html)
        try:
            return await asyncio.shield(self._made[html])
        except Exception:
            self._made.pop(html, None)
            raise

    async def _make(self, html: str) -> bytes:
        try:
            return await self._in_the_child(html)
        except BrokenProcessPool:  # killed: a new one does it
            self.close()
            return await self._in_the_child(html)

    async def _in_the_child(self, html: str) -> bytes:
        if self._pool is None:
            spawned = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, mp_context=spawned, initializer=die_with_parent)
        return await asyncio.get_running_loop().run_in_executor(self._pool, to_pdf, html)

    def close(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)


def faces() -> str:
    """CSS that names the font's files."""
    return "".join(
        f'@font-face{{font-family:"Be Vietnam Pro";font-weight:{weight};src:url("{(FONTS / name).as_uri()}")}}'
        for weight, name in FACES.items()
    )


@lru_cache
def _weasyprint() -> Any:
    try:
        import weasyprint
        import weasyprint.urls
    except OSError:
        raise NoPdf(MISSING) from None
    return weasyprint


def _nothing_from_the_network() -> Any:
    return _weasyprint().urls.URLFetcher(allowed_protocols=("file", "data"), allow_redirects=False)

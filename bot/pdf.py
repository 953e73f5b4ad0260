"""HTML -> PDF with the project's own font; fetches nothing from the network."""

from __future__ import annotations

import threading
from functools import lru_cache
from pathlib import Path
from typing import Any

import fontpkg_be_vietnam_pro

FONTS = Path(fontpkg_be_vietnam_pro.__file__).parent / "files"
"""Whole TTF files: WeasyPrint garbles the split ones of the web pages."""
FACES = {400: "BeVietnamPro-Regular.ttf", 600: "BeVietnamPro-SemiBold.ttf"}
MISSING = (
    "Máy này thiếu thư viện Pango để tạo PDF (Debian: libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)."
    " Anh/chị mở trang và in từ trình duyệt."
)
_one_at_a_time = threading.Lock()


class NoPdf(Exception):
    """This machine cannot make PDFs; the sentence says what it lacks."""


def to_pdf(html: str) -> bytes:
    """The document; raises NoPdf where Pango is missing. Takes a second of one core, so one is made at a time."""
    weasyprint = _weasyprint()
    with _one_at_a_time:
        made: bytes = weasyprint.HTML(string=html, url_fetcher=_nothing_from_the_network()).write_pdf()
    return made


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

"""The Jinja environment of the pages and of what is printed."""

from __future__ import annotations

import jinja2

from bot.page_filters import FILTERS
from procedures.department import department
from procedures.settings import ROOT, today

TEMPLATES = jinja2.FileSystemLoader(ROOT / "bot" / "templates")


def dress(env: jinja2.Environment) -> jinja2.Environment:
    """Adds the filters and what every template may name."""
    env.filters.update(FILTERS)
    env.globals.update(department=department(), today=today)
    return env


def environment() -> jinja2.Environment:
    """An environment of its own, for documents made without a request."""
    return dress(jinja2.Environment(loader=TEMPLATES, autoescape=True))

"""Asks a model the questions of data/check.yml; a model that fails one is not published."""

from __future__ import annotations

import asyncio
import logging
import sys
from pathlib import Path
from typing import Any

import yaml
from rasa.core.agent import Agent
from rasa.utils.log_utils import configure_structlog

from procedures.settings import ROOT

QUESTIONS = ROOT / "data" / "check.yml"


async def failures(model: Path) -> tuple[int, list[str]]:
    """How many questions were asked, and a line for each one understood wrong."""
    configure_structlog(logging.WARNING)
    agent = Agent.load(str(model))
    asked: list[dict[str, Any]] = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))["questions"]
    wrong = []
    for question in asked:
        parsed = await agent.parse_message(question["text"])
        got = parsed["intent"]["name"]
        named = [entity["value"] for entity in parsed["entities"] if entity["entity"] == "procedure"]
        if got != question["intent"] or (question.get("procedure") and question["procedure"] not in named[:1]):
            wrong.append(
                f'- "{question["text"]}": {got} {named[:1]}, cần {question["intent"]} {question.get("procedure", "")}'
            )
    return len(asked), wrong


def main() -> None:
    asked, wrong = asyncio.run(failures(Path(sys.argv[1])))
    print(f"{asked - len(wrong)}/{asked} câu kiểm tra đúng" + ("".join("\n" + line for line in wrong)))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()

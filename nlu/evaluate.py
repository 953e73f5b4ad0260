"""``make evaluate [SET=questions.jsonl] [REPORT=out.jsonl] [CATALOGUE=dir]``: labelled questions through the whole bot.

The published model runs in this process, the real action server beside it, both on a database of their own that is
filled from the catalogue; the context of a question is played first.
"""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nlu import settings
from nlu.charts import draw
from nlu.evaluation import (
    BadQuestions,
    Judged,
    Question,
    confusions,
    first_guess,
    judge,
    read_questions,
    table,
    under_floor,
    with_variants,
    write_report,
)
from nlu.training import DamagedModel, changed_files, published
from procedures.database import writing
from procedures.importing import import_yaml
from procedures.migrate import HERE, upgrade
from procedures.names import few
from procedures.os_errors import os_reason
from procedures.settings import var_dir
from procedures.yaml_file import FaultyFiles

START_SECONDS = 60.0


def evaluate(model: Path, questions: list[Question], catalogue: Path) -> list[Judged]:
    """Every question in a conversation of its own, in the order given."""
    with database_of(catalogue) as work, action_server(work / "actions.log") as address:
        return asyncio.run(_ask_all(model, questions, address))


@contextmanager
def database_of(catalogue: Path) -> Iterator[Path]:
    """This process and its children work on a database with just that; gives the folder it stands in."""
    with tempfile.TemporaryDirectory(prefix="evaluate-") as work:
        settings.use_database(f"sqlite:///{work}/catalogue.db")
        upgrade(HERE)
        with writing() as session:
            import_yaml(session, catalogue)
        yield Path(work)


async def _ask_all(model: Path, questions: list[Question], address: str) -> list[Judged]:
    from rasa.core.agent import Agent
    from rasa.utils.endpoints import EndpointConfig
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)
    agent = Agent.load(str(model), action_endpoint=EndpointConfig(url=address))
    judged, began = [], time.monotonic()
    for number, question in enumerate(questions, start=1):
        for earlier in question.context:
            await agent.handle_text(earlier, sender_id=question.id)
        said = await agent.handle_text(question.text, sender_id=question.id) or []
        heard = await agent.parse_message(question.text)
        guess = first_guess(heard["intent"]["name"], heard["intent"]["confidence"], heard["entities"])
        judged.append(judge(question, [part["custom"] for part in said if "custom" in part], guess))
        if number % 100 == 0 or number == len(questions):
            print(f"  {number}/{len(questions)} câu, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return judged


@contextmanager
def action_server(log_path: Path) -> Iterator[str]:
    port = _free_port()
    command = [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "-p", str(port)]
    with log_path.open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, env=settings.training_environment())
    try:
        _wait(f"http://127.0.0.1:{port}/health", server, log_path)
        yield f"http://127.0.0.1:{port}/webhook"
    finally:
        server.terminate()
        server.wait(timeout=10)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(address: str, server: subprocess.Popen[bytes], log_path: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=1):  # noqa: S310 (own loopback)
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"Máy chủ hành động không chạy được:\n{log_path.read_text(encoding='utf-8')[-800:]}")


def published_model() -> Path:
    """Of the model that was published last; ends the process with a sentence where there is none."""
    try:
        found = published()
    except DamagedModel:
        raise SystemExit("Mô hình đã công bố bị hỏng; chạy make train.") from None
    if found is None:
        raise SystemExit("Chưa có mô hình nào được công bố; chạy make train (hoặc make run) trước.")
    if newer := changed_files(found):
        print(f"Chú ý: mô hình chưa học những thay đổi trong: {few(newer)}.", file=sys.stderr)
    return found.path


def main() -> None:
    told = settings.evaluation_request()
    try:
        questions = [question for path in told.sets for question in read_questions(path)]
        if not questions:
            raise SystemExit("Không có câu hỏi nào trong tệp đã cho.")
        if told.report:
            told.report.write_text("", encoding="utf-8")  # an unwritable report is told before the questions are asked
        judged = evaluate(published_model(), with_variants(questions) if told.variants else questions, told.catalogue)
        if told.report:
            write_report(told.report, judged)
    except (BadQuestions, FaultyFiles) as error:
        raise SystemExit(str(error)) from None
    except OSError as error:
        raise SystemExit(f"Không đọc hoặc ghi được {error.filename}: {os_reason(error)}.") from None
    except KeyboardInterrupt:
        raise SystemExit("Đã dừng theo yêu cầu.") from None
    print(table(judged))
    charts = draw(judged, var_dir() / "evaluation")
    print("Biểu đồ: " + ", ".join(map(str, charts)))
    if pairs := confusions(judged):
        print("Nhầm (cần -> đã trả lời):\n" + "\n".join(pairs))
    if told.variants and (short := under_floor(judged, json.loads(settings.FLOORS.read_text(encoding="utf-8")))):
        raise SystemExit("Dưới sàn: " + "; ".join(short))


if __name__ == "__main__":
    main()

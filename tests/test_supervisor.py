"""The supervisor on a real child process: what dies or freezes is started again."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from pathlib import Path

import pytest
from running_product import free_ports

from bot import settings
from bot.supervisor import Service, Supervisor, bound


@pytest.mark.parametrize("harm", [signal.SIGKILL, signal.SIGSTOP])
def test_a_service_that_dies_or_freezes_is_started_again(
    harm: signal.Signals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "PROBE_SECONDS", 0.2)
    monkeypatch.setattr(settings, "PROBE_WAIT_SECONDS", 0.5)
    monkeypatch.setattr(settings, "SILENT_PROBES", 2)
    monkeypatch.setattr("bot.supervisor._ready", lambda: True)
    [port] = free_ports(1)
    command = [sys.executable, "-m", "http.server", str(port), "--bind", settings.HOST]
    service = Service("thử", command, tmp_path / "log", (settings.HOST, port))

    async def harmed() -> tuple[int, int]:
        supervisor = Supervisor([service])
        running = asyncio.create_task(supervisor.run())
        first = await _serving(port, other_than=0, service=service)
        await asyncio.to_thread(_probed, service.log_path)  # only what has spoken can fall silent
        os.kill(first, harm)
        second = await _serving(port, other_than=first, service=service)
        supervisor.stop()
        await running
        return first, second

    first, second = asyncio.run(asyncio.wait_for(harmed(), 40))
    assert second not in (0, first)


def test_a_service_that_never_answers_is_started_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PROBE_SECONDS", 0.1)
    monkeypatch.setattr(settings, "PROBE_WAIT_SECONDS", 0.2)
    monkeypatch.setattr(settings, "READY_WITHIN_SECONDS", 1.0)
    monkeypatch.setattr(settings, "SHORT_LIFE_SECONDS", 0.0)
    monkeypatch.setattr("bot.supervisor._ready", lambda: True)
    [port] = free_ports(1)
    service = Service(
        "thử", [sys.executable, "-c", "import time; time.sleep(60)"], tmp_path / "log", (settings.HOST, port)
    )

    async def replaced() -> tuple[int, int]:
        supervisor = Supervisor([service])
        running = asyncio.create_task(supervisor.run())
        first = await _alive(service, other_than=0)
        second = await _alive(service, other_than=first)
        supervisor.stop()
        await running
        return first, second

    first, second = asyncio.run(asyncio.wait_for(replaced(), 40))
    assert second not in (0, first)


async def _alive(service: Service, other_than: int) -> int:
    while True:
        process = service.process
        if process and process.returncode is None and process.pid != other_than:
            return process.pid
        await asyncio.sleep(0.05)


async def _serving(port: int, other_than: int, service: Service) -> int:
    """Process id once another process than ``other_than`` answers on the port."""
    while True:
        process = service.process
        if process and process.returncode is None and process.pid != other_than:
            try:
                _, writer = await asyncio.open_connection(settings.HOST, port)
            except OSError:
                pass
            else:
                writer.close()
                return process.pid
        await asyncio.sleep(0.05)


def _probed(log: Path) -> None:
    until = time.monotonic() + 20
    while log.read_text().count("GET /") < 2:
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_log_that_has_grown_is_set_aside_while_it_is_written(tmp_path: Path) -> None:
    log = tmp_path / "gateway.log"
    with log.open("ab") as writing:
        writing.write(b"a" * 100)
        writing.flush()
        bound(log, most=200)
        assert log.stat().st_size == 100
        bound(log, most=50)
        writing.write(b"sau")
    assert (log.read_bytes(), (tmp_path / "gateway.log.1").stat().st_size) == (b"sau", 100)

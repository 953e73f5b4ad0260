"""Runs Rasa, the action server and the gateway as one: starts them, restarts what dies or freezes, stops all together.

Children ask the kernel to die with this process (PR_SET_PDEATHSIG), so nothing is left behind even when the
supervisor itself is killed (LIBRARIES.md: asyncio with PR_SET_PDEATHSIG left no orphan).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import shutil
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from bot import settings
from bot.processes import STOPPING, end_group
from procedures.orphans import die_with_parent
from procedures.settings import ROOT, var_dir

log = logging.getLogger(__name__)


@dataclass
class Service:
    name: str
    command: list[str]
    log_path: Path
    probe: tuple[str, int] | str
    """Socket that answers HTTP as long as the process is alive and not frozen: an address, or a name of no file."""
    environment: dict[str, str] = field(default_factory=dict)
    path: str = "/"
    """What is asked for there: a path it knows, so that its log is not filled with what it does not."""
    process: asyncio.subprocess.Process | None = field(default=None)
    began: float = 0.0
    """When its process was started, on the monotonic clock."""


def services(model: Path) -> list[Service]:
    python, logs = sys.executable, var_dir() / "log"
    rasa = [
        python, "-m", "nlu.serve", "run", "--model", str(model), "--endpoints", "endpoints.yml",
        "--credentials", "credentials.yml", "-i", settings.HOST, "-p", str(settings.rasa_port()),
    ]  # fmt: skip
    only_us = {"RASA_TOKEN": settings.rasa_token()}
    actions = [python, "-m", "rasa_sdk", "--actions", "actions", "-p", str(settings.actions_port())]
    return [
        Service("rasa", rasa, logs / "rasa.log", (settings.HOST, settings.rasa_port()), only_us),
        Service("actions", actions, logs / "actions.log", (settings.HOST, settings.actions_port()), path="/health"),
        *(_gateway(number) for number in range(1, settings.gateways() + 1)),
    ]


def _gateway(number: int) -> Service:
    """They share the port, so each is probed by a socket of its own."""
    name = "gateway" if settings.gateways() == 1 else f"gateway-{number}"
    command = [sys.executable, "-m", "bot.main"]
    log_path = var_dir() / "log" / f"{name}.log"
    return Service(name, command, log_path, settings.life_sign(number), {"GATEWAY": str(number)})


class Supervisor:
    def __init__(self, running: list[Service]) -> None:
        self._services = running
        self._stopping = asyncio.Event()
        self._failed = False

    def stop(self) -> None:
        self._stopping.set()

    async def run(self) -> bool:
        """True where it ended because it was asked to; False where it did not become ready in time."""
        watchers = [asyncio.create_task(job(s)) for s in self._services for job in (self._keep, self._probe)]
        if await self._until_ready():
            print(f"Sẵn sàng: {settings.base_url()}  (Ctrl-C để dừng; nhật ký ở {var_dir() / 'log'})", flush=True)
            await self._stopping.wait()
        asked = self._stopping.is_set() and not self._failed
        self._stopping.set()
        await self._end()
        await asyncio.gather(*watchers, return_exceptions=True)
        return asked

    async def _keep(self, service: Service) -> None:
        """Starts a service and starts it again whenever it ends by itself; gives up on one that never lives."""
        short_lives = 0
        while not self._stopping.is_set():
            service.began = time.monotonic()
            with service.log_path.open("ab") as output:
                service.process = await asyncio.create_subprocess_exec(
                    *service.command,
                    cwd=ROOT,
                    env={**settings.child_environment(), **service.environment},
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    preexec_fn=die_with_parent,
                    start_new_session=True,
                )
            code = await service.process.wait()
            if not self._stopping.is_set():
                short_lives = short_lives + 1 if time.monotonic() - service.began < settings.SHORT_LIFE_SECONDS else 0
                if short_lives >= settings.SHORT_LIVES:
                    print(f"{service.name} không chạy được (mã {code}); xem {service.log_path}.", flush=True)
                    self._failed = True
                    self._stopping.set()
                    return
                print(f"{service.name} đã dừng (mã {code}), khởi động lại.", flush=True)
                await asyncio.sleep(settings.RESTART_SECONDS * 2**short_lives)

    async def _probe(self, service: Service) -> None:
        """Kills a process that falls silent or has not answered in time at all; it is started like one that died."""
        spoke: asyncio.subprocess.Process | None = None
        silences = 0
        while not self._stopping.is_set():
            await self._pause(settings.PROBE_SECONDS)
            bound(service.log_path)
            process = service.process
            if await asyncio.to_thread(_answers, service.probe, service.path):
                spoke, silences = process, 0
            elif process is not None and process.returncode is None:
                silences = silences + 1 if process is spoke else 0
                late = process is not spoke and time.monotonic() - service.began > settings.READY_WITHIN_SECONDS
                if silences >= settings.SILENT_PROBES or late:
                    print(f"{service.name} không phản hồi, buộc dừng.", flush=True)
                    end_group(process.pid)
                    spoke = None

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    async def _until_ready(self) -> bool:
        began = time.monotonic()
        while not self._stopping.is_set():
            if await asyncio.to_thread(_ready):
                return True
            if time.monotonic() - began > settings.READY_WITHIN_SECONDS:
                print(f"Chưa sẵn sàng sau {settings.READY_WITHIN_SECONDS:.0f} giây; xem nhật ký ở {var_dir() / 'log'}.")
                return False
            await self._pause(0.5)
        return False

    async def _end(self) -> None:
        """SIGTERM to every group, SIGKILL to what is left after the grace."""
        alive = [s.process for s in self._services if s.process and s.process.returncode is None]
        for process in alive:
            end_group(process.pid, signal.SIGTERM)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*(p.wait() for p in alive)), settings.STOP_SECONDS)
        for process in alive:
            end_group(process.pid, signal.SIGKILL)


def bound(log_path: Path, most: int = settings.LOG_BYTES) -> None:
    """Sets a log that has grown past ``most`` bytes aside as ``.1``; the process writes on to the emptied file."""
    with contextlib.suppress(OSError):
        if log_path.stat().st_size > most:
            shutil.copyfile(log_path, log_path.with_suffix(f"{log_path.suffix}.1"))
            os.truncate(log_path, 0)


def _ready() -> bool:
    try:
        with urllib.request.urlopen(f"{settings.base_url()}/readyz", timeout=2) as answer:  # noqa: S310 (own loopback)
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def _answers(address: tuple[str, int] | str, path: str) -> bool:
    """Whether anything is said at all: an error is a sign of life too."""
    with socket.socket(socket.AF_UNIX if isinstance(address, str) else socket.AF_INET) as caller:
        caller.settimeout(settings.PROBE_WAIT_SECONDS)
        try:
            caller.connect(address)
            caller.sendall(f"GET {path} HTTP/1.0\r\n\r\n".encode())
            return bool(caller.recv(1))
        except OSError:
            return False


async def supervise(model: Path) -> bool:
    supervisor = Supervisor(services(model))
    loop = asyncio.get_running_loop()
    for number in STOPPING:
        loop.add_signal_handler(number, supervisor.stop)
    return await supervisor.run()

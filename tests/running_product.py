"""The product as a citizen meets it: real processes on ports of their own, and a client of the widget's interface."""

from __future__ import annotations

import http.cookiejar
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path
from typing import Any

from procedures.settings import ROOT


class Citizen:
    """One widget session over the HTTP interface of DESIGN.md."""

    def __init__(self, base: str) -> None:
        self.base, self.after = base, 0
        self._http = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.status, self.opened = self.call("POST", "/web/session", {})

    def call(
        self, method: str, path: str, body: Any = None, raw: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, Any]:
        data = raw if raw is not None else (None if body is None else json.dumps(body).encode())
        request = urllib.request.Request(self.base + path, data=data, method=method)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            request.add_header(name, value)
        try:
            with self._http.open(request, timeout=40) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read())

    def ask(self, text: str | None = None, action: str | None = None, limit: float = 30) -> list[dict[str, Any]]:
        """The messages of one turn."""
        body: dict[str, Any] = {"client_msg_id": str(uuid.uuid4())}
        body.update({"action": action} if action else {"text": text})
        status, got = self.call("POST", "/web/messages", body)
        assert status == 202, got
        turn: list[dict[str, Any]] = []
        until = time.monotonic() + limit
        while time.monotonic() < until and not (turn and turn[-1]["last"]):
            _, page = self.call("GET", f"/web/messages?after={self.after}&wait=5")
            for message in page["messages"]:
                self.after = message["id"]
                if message["in_reply_to"] == body["client_msg_id"] and message["role"] == "assistant":
                    turn.append(message)
        return turn


class Product:
    """The three real processes under the supervisor, on ports and in a folder of their own."""

    def __init__(self, var_dir: Path, settings: dict[str, str] | None = None) -> None:
        self.var_dir, self.settings = var_dir, settings or {}
        self.port, self.rasa_port, self.actions_port = free_ports(3)
        self.base = f"http://127.0.0.1:{self.port}"
        self.log = var_dir / "product.log"

    def environment(self) -> dict[str, str]:
        ports = {"PORT": self.port, "RASA_PORT": self.rasa_port, "ACTIONS_PORT": self.actions_port}
        own = {"RATE_LIMITS": "off", "VAR_DIR": str(self.var_dir), **{name: str(port) for name, port in ports.items()}}
        return {**os.environ, **self.settings, **own}

    def start(self) -> None:
        self.var_dir.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot.start"],
                cwd=ROOT,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self.wait_ready(400)

    def wait_ready(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise AssertionError(f"đã dừng: {self.log.read_text()[-2000:]}")
            if self.status("/readyz") == 200:
                return
            time.sleep(0.3)
        raise AssertionError(f"chưa sẵn sàng sau {seconds} s: {self.log.read_text()[-2000:]}")

    def status(self, path: str) -> int:
        return self.get(path)[0]

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(self.base + path, timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    @property
    def database_url(self) -> str:
        return self.settings.get("DATABASE_URL") or f"sqlite:///{self.var_dir / 'mot-cua.db'}"

    def listener(self, port: int) -> int:
        """Process id that listens on a port."""
        return self.listeners(port)[0]

    def listeners(self, port: int) -> list[int]:
        """The same where several gateways may share the port."""
        rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        found = [row[9] for row in rows if row[3] == "0A" and int(row[1].rpartition(":")[2], 16) == port]
        assert found, f"không có gì nghe ở cổng {port}"
        return [owner_of(inode) for inode in found]

    def stop(self, number: signal.Signals = signal.SIGTERM) -> float:
        """Seconds until the supervisor ended."""
        began = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(timeout=15)
        return time.monotonic() - began


def owner_of(inode: str) -> int:
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            if str(link.readlink()) == f"socket:[{inode}]":
                return int(link.parts[2])
        except OSError:
            continue
    raise AssertionError(f"không tìm thấy tiến trình của socket {inode}")


def free_ports(count: int) -> list[int]:
    held = [socket.socket() for _ in range(count)]
    for one in held:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports

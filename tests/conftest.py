"""What tests share: the records, a filled database, the facts beside the project, and the running product."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import hypothesis
import pytest
from fake_channels import FakeChannels
from postgres import Postgres
from running_product import Citizen, Product

from procedures import settings
from procedures.database import writing
from procedures.importing import LawEntry, import_yaml, yaml_paths
from procedures.migrate import HERE, upgrade
from procedures.models import LawRow
from procedures.record import Record
from procedures.settings import ROOT
from procedures.yaml_file import read_entries, read_records

SHARED = ROOT.parent / "shared"

hypothesis.settings.register_profile("untimed", deadline=None)  # a first call reads its counts; timings are benchmarks'
hypothesis.settings.load_profile("untimed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what needs the running product, also by the name of a fixture: ``make test`` runs it beside the rest."""
    for item in items:
        told = [*getattr(item, "fixturenames", ()), *getattr(getattr(item, "callspec", None), "params", {}).values()]
        if "product" in told or "scaled" in told:
            item.add_marker("product")


@pytest.fixture(scope="session")
def records() -> list[Record]:
    """Every procedure of data/procedures."""
    return read_records(yaml_paths(settings.SEED))


@pytest.fixture(scope="module")
def laws() -> dict[str, LawRow]:
    """The laws of data/procedures by key."""
    return {e.key: LawRow(**e.dict()) for e in read_entries(settings.SEED / "laws.yml", "laws", LawEntry, "key")}


@pytest.fixture(scope="session")
def shared() -> Callable[[str], Any]:
    """Reads a JSON file of the facts; skips where shared/ does not lie beside the project."""

    def read(name: str) -> Any:
        path = SHARED / name
        if not path.is_file():
            pytest.skip(f"{path} không có cạnh dự án: bài kiểm tra này đối chiếu với dữ kiện dùng chung")
        return json.loads(path.read_text(encoding="utf-8"))

    return read


@pytest.fixture(scope="session")
def facts(shared: Callable[[str], Any]) -> dict[str, dict[str, Any]]:
    """The facts by procedure id."""
    return {record["id"]: record for record in shared("facts/procedures.json")["procedures"]}


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> str:
    """URL of a database with the procedures, for tests that only read."""
    url = f"sqlite:///{tmp_path_factory.mktemp('filled') / 'mot-cua.db'}"
    for room in (HERE, ROOT / "nlu", ROOT / "bot"):
        upgrade(room, url)
    with writing(url) as session:
        import_yaml(session, settings.SEED)
    return url


@pytest.fixture
def database(filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A filled database of the test's own, which is also the one the code finds by itself."""
    source = Path(filled.removeprefix("sqlite:///"))
    for part in source.parent.glob(f"{source.name}*"):
        shutil.copy(part, tmp_path / part.name)
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    return f"sqlite:///{tmp_path / source.name}"


@pytest.fixture(scope="session")
def channels() -> Iterator[FakeChannels]:
    """Zalo's and Meta's side of the running product."""
    running = FakeChannels()
    yield running
    running.close()


class OtherSite(BaseHTTPRequestHandler):
    """A page of another origin with the widget of the server named in its query."""

    def do_GET(self) -> None:
        tag = f'<script src="{urlsplit(self.path).query}/widget.js" data-mot-cua data-name="Trợ lý"></script>'
        page = f'<!doctype html><html lang="vi"><title>Trang khác</title><body><h1>Trang khác</h1>{tag}</body></html>'
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *_: object) -> None:
        """Nothing: its lines would stand among the test runner's."""


@pytest.fixture(scope="session")
def embedder() -> Iterator[str]:
    """Origin of that site, which may embed the widget of the running product."""
    with ThreadingHTTPServer(("127.0.0.1", 0), OtherSite) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory, channels: FakeChannels, embedder: str) -> Iterator[Product]:
    """Started once for the whole run: trains the model, so the first use takes a minute or two."""
    settings_of_it = {**channels.environment(), "WIDGET_ORIGINS": embedder}
    running = Product(tmp_path_factory.mktemp("product"), settings_of_it)
    running.start()
    yield running
    if running.process.poll() is None:
        running.stop()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A server of the run's own; skips where PostgreSQL is not installed."""
    try:
        running = Postgres()
    except FileNotFoundError as error:
        pytest.skip(f"chưa cài PostgreSQL ({error}); Debian: apt-get install postgresql")
    yield running
    running.close()


@pytest.fixture(scope="session")
def scaled_channels() -> Iterator[FakeChannels]:
    """The same for the scaled copy: a refresh token serves one."""
    running = FakeChannels()
    yield running
    running.close()


@pytest.fixture(scope="session")
def scaled(
    product: Product, postgres: Postgres, tmp_path_factory: pytest.TempPathFactory, scaled_channels: FakeChannels
) -> Iterator[Product]:
    """Two gateways on PostgreSQL, with the model of the other copy."""
    place = tmp_path_factory.mktemp("scaled")
    shutil.copytree(product.var_dir / "models", place / "models")
    settings_of_it = {**scaled_channels.environment(), "DATABASE_URL": postgres.database("scaled"), "GATEWAYS": "2"}
    running = Product(place, settings_of_it)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def citizen(product: Product) -> Callable[[], Citizen]:
    """Opens sessions of the running product."""
    return lambda: Citizen(product.base)

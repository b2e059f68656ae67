"""What tests share: a PostgreSQL server of their own, a store on each database, and a web server."""

from __future__ import annotations

import getpass
import itertools
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import hypothesis
import pytest

# How long inputs take to make tells of the machine, not of the code, and a busy one is no failure.
hypothesis.settings.register_profile("gpulse", suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("gpulse")

_NUMBERS = itertools.count(1)


def _find_postgres() -> Path | None:
    """Return the folder of PostgreSQL's programs: on the path, or where Debian puts them."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    return installed[-1].parent if installed else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Postgres:
    """A running server that only this test run knows, reached through a socket in its own folder."""

    programs: Path
    folder: Path
    user: str | None

    def run(self, *command: str) -> None:
        subprocess.run(
            [str(self.programs / command[0]), *command[1:]],
            user=self.user,
            cwd=self.folder,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off -c max_connections=40"
        log = str(self.folder / "log")
        self.run("pg_ctl", "-D", str(self.folder / "cluster"), "-l", log, "-w", "-o", options, "start")

    def stop(self) -> None:
        self.run("pg_ctl", "-D", str(self.folder / "cluster"), "-m", "immediate", "-w", "stop")

    def create(self) -> str:
        """Create an empty database and return its URL."""
        name = f"gpulse{next(_NUMBERS)}"
        self.run("createdb", "-h", str(self.folder), "-U", "gpulse", "-T", "template0", name)
        return f"postgresql://gpulse@/{name}?host={self.folder}"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server in a temporary folder; tests that need it are skipped, and say so, where there is none."""
    programs = _find_postgres()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt install postgresql)")
    pytest.importorskip("psycopg", reason="the PostgreSQL driver is not installed (pip install 'gpulse[postgres]')")
    folder = Path(tempfile.mkdtemp(prefix="gpulse-pg-"))
    user = None
    if os.getuid() == 0:  # PostgreSQL refuses to run as root
        user = "postgres" if _has_user("postgres") else "nobody"
        shutil.chown(folder, user)
    server = Postgres(programs=programs, folder=folder, user=user)
    server.run("initdb", "-D", str(folder / "cluster"), "-U", "gpulse", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder)


def _has_user(name: str) -> bool:
    import pwd

    return name in {entry.pw_name for entry in pwd.getpwall()} and name != getpass.getuser()


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty store can be made: a file, and a database of a real PostgreSQL."""
    if request.param == "sqlite":
        return str(tmp_path / "store.db")
    return request.getfixturevalue("postgres").create()


Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass(kw_only=True)
class Web:
    """A web server on this machine: `routes` says what each path answers, `requests` what was asked, in order."""

    address: str = ""
    routes: dict[str, Answer] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def serve(self, path: str, body: bytes | str, status: int = 200, **headers: str) -> str:
        """Answer `path` with `body`; return its address."""
        content = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named = {"Content-Type": "text/html", "Content-Length": str(len(content))} | named

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            for name, value in named.items():
                request.send_header(name, value)
            request.end_headers()
            request.wfile.write(content)

        self.routes[path] = answer
        return self.address + path

    def paths(self) -> list[str]:
        """Return the paths that were asked for, without robots.txt."""
        return [path for path, _ in self.requests if path != "/robots.txt"]


@pytest.fixture
def web() -> Iterator[Web]:
    """A running web server; what it has no route for is answered with 404."""
    site = Web()

    class Request(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            if route := site.routes.get(self.path):
                route(self)
            else:
                self.send_response(404)
                self.send_header("Content-Length", "0")
                self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that goes away is what these tests are about."""

    server = Server(("127.0.0.1", 0), Request)
    site.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield site
    server.shutdown()
    server.server_close()

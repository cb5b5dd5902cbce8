"""A private PostgreSQL for the tests, from Debian's package: started on a free port, thrown away afterwards.

``python -m tests.postgres -- pytest tests/ledger`` runs a command with ``DATABASE_URL`` pointing at it. A ``DATABASE_URL`` that already
names a PostgreSQL is used as it is. A missing PostgreSQL is an error: the shop is sold as running on it, so a silent skip would be a lie.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

DEBIAN_ROOT = Path("/usr/lib/postgresql")
DATABASE = "sinhke"
START_SECONDS = 30
STOP_SECONDS = 20
# Durability is pointless for data that lives for minutes; connections are many because the races open one each.
SERVER_OPTIONS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "300",
    "shared_buffers": "128MB",
    "listen_addresses": "127.0.0.1",
    "timezone": "UTC",
    "log_min_messages": "warning",
}


class PostgresMissing(RuntimeError):
    """No usable PostgreSQL on this machine; the message says what to install."""


def server_binaries() -> Path:
    """Return the folder of the newest installed server, e.g. ``/usr/lib/postgresql/15/bin``. Raises PostgresMissing."""
    found = [path.parent for path in DEBIAN_ROOT.glob("*/bin/initdb") if (path.parent / "postgres").exists()]
    if not found:
        raise PostgresMissing(f"No PostgreSQL server below {DEBIAN_ROOT}. Install it with: apt-get install postgresql")
    return max(found, key=lambda path: [int(number) for number in re.findall(r"\d+", path.parent.name)] or [0])


def _account() -> dict[str, Any]:
    """Popen arguments that leave root: the server refuses to run as root, Debian's package brings the user ``postgres``."""
    if os.geteuid() != 0:
        return {}
    try:
        entry = pwd.getpwnam("postgres")
    except KeyError as missing:
        raise PostgresMissing("Running as root, but there is no user 'postgres' to drop to: apt-get install postgresql") from missing
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(command: list[str], account: dict[str, Any], home: Path) -> None:
    done = subprocess.run(command, cwd=home, capture_output=True, text=True, **account)
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name} failed ({done.returncode}):\n{done.stdout}{done.stderr}")


def _wait_until_ready(server: subprocess.Popen[bytes], binaries: Path, port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    probe = [str(binaries / "pg_isready"), "--quiet", "--host=127.0.0.1", f"--port={port}"]
    while subprocess.run(probe).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")
        time.sleep(0.05)


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Ask for a fast shutdown, insist when it does not come."""
    if server.poll() is None:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.send_signal(signal.SIGQUIT)
            server.wait()


@contextmanager
def private_postgres() -> Iterator[str]:
    """Yield the ``DATABASE_URL`` of a fresh server; stop it and remove its files whatever happens."""
    binaries, account = server_binaries(), _account()
    home = Path(tempfile.mkdtemp(prefix="sinhke-pg-", dir="/tmp"))  # a short path: a socket's name may have 107 bytes
    server: subprocess.Popen[bytes] | None = None
    try:
        if account:
            os.chown(home, account["user"], account["group"])
        cluster, log, port = home / "cluster", home / "server.log", _free_port()
        initdb = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        _run([str(binaries / "initdb"), f"--pgdata={cluster}", *initdb], account, home)
        options = [f"--{name}={value}" for name, value in SERVER_OPTIONS.items()]
        with log.open("wb") as output:
            command = [str(binaries / "postgres"), "-D", str(cluster), "-p", str(port), "-k", str(home), *options]
            # Its own session: Ctrl-C stops the tests first, then this code stops the server.
            server = subprocess.Popen(command, cwd=home, stdout=output, stderr=output, start_new_session=True, **account)
        _wait_until_ready(server, binaries, port, log)
        _run([str(binaries / "createdb"), "--host=127.0.0.1", f"--port={port}", "--username=postgres", DATABASE], account, home)
        yield f"postgresql://postgres@127.0.0.1:{port}/{DATABASE}"
    finally:
        if server is not None:
            _stop(server)
        shutil.rmtree(home, ignore_errors=True)


def _run_with(url: str, command: list[str]) -> int:
    return subprocess.call(command, env={**os.environ, "DATABASE_URL": url})


def main(arguments: list[str]) -> int:
    """Run the command after ``--`` with a PostgreSQL at hand; return its exit code."""
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        print("usage: python -m tests.postgres -- <command> [argument …]", file=sys.stderr)
        return 2
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgres://", "postgresql://")):
        return _run_with(given, command)
    # A polite kill must still stop the server and remove its files.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with private_postgres() as url:
            return _run_with(url, command)
    except PostgresMissing as missing:
        print(f"error: {missing}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Programs of the shop in processes of their own, on a folder of their own."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.conf import settings

from storefront.demo.bench.errors import MeasurementFailed

BENCH, DEMO = "storefront.demo.bench.settings", "storefront.settings.dev"
HOST: Final = "127.0.0.1"
START_SECONDS: Final = 60
STOP_SECONDS: Final = 10
FILE: Final = "sinhke.sqlite3"
NOT_OF_THE_SHOP: Final = ("admin", "wagtail*", "rest_framework")
"""Static files that only editors load; compressing them takes longer than everything else."""


def run(folder: Path, *command: str, settings_module: str = BENCH, database_url: str = "", elasticsearch_url: str = "") -> str:
    """Run ``python <command>`` on the shop in ``folder`` (or in another database) and return what it prints.

    Raises MeasurementFailed when it fails.
    """
    servers = {"DATABASE_URL": database_url, "ELASTICSEARCH_URL": elasticsearch_url}
    done = subprocess.run(_python(folder, settings_module, command, servers), cwd=settings.BASE_DIR, capture_output=True, text=True)
    if done.returncode:
        raise MeasurementFailed(f"{' '.join(command)}: {done.stderr.strip()[-1_500:]}")
    return done.stdout


def new_shop(folder: Path, migrated: Path) -> Path:
    """Make a folder with an empty, migrated database."""
    folder.mkdir(parents=True)
    shutil.copyfile(migrated, folder / FILE)
    return folder


def collect_static(folder: Path) -> None:
    """Hash and compress the shop's static files as a production server does, into ``folder / "static"``."""
    ignored = [word for pattern in NOT_OF_THE_SHOP for word in ("--ignore", pattern)]
    run(folder, "manage.py", "collectstatic", "--noinput", "--verbosity", "0", *ignored)


@contextmanager
def server(folder: Path, port: int = 0) -> Iterator[int]:
    """Serve the shop in ``folder`` by granian with one worker, as ``serve_demo`` does; yield its port. 0 takes any free port."""
    port = port or _free_port()
    binding = ["--host", HOST, "--port", str(port), "--workers", "1", "--blocking-threads", "4", "--log-level", "warning"]
    command = ["-m", "granian", "--interface", "wsgi", *binding, "storefront.wsgi:application"]
    log = folder / "server.log"
    with log.open("wb") as output:
        program = subprocess.Popen(
            _python(folder, BENCH, command), cwd=settings.BASE_DIR, stdout=output, stderr=output, start_new_session=True
        )
    try:
        _wait(program, port, log)
        yield port
    except MeasurementFailed as failed:
        told = log.read_text(encoding="utf-8", errors="replace").strip()
        raise MeasurementFailed(f"{failed}\n{told[-1_500:]}") from failed
    finally:
        program.terminate()
        try:
            program.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()


def _python(folder: Path, settings_module: str, command: Sequence[str], servers: Mapping[str, str] | None = None) -> list[str]:
    """The command line, with this shop's variables before it; all others are inherited. ``servers``: a database or a cluster to use."""
    variables = {
        "DJANGO_SETTINGS_MODULE": settings_module,
        "DATA_DIR": folder,
        "MEDIA_ROOT": folder / "media",
        "DATABASE_URL": "",
        "ELASTICSEARCH_URL": "",
        "DEBUG": "",
        "PYTHONWARNINGS": "",
        **(servers or {}),
    }
    return ["env", *(f"{name}={value}" for name, value in variables.items()), sys.executable, *command]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _wait(program: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if program.poll() is not None:
            raise MeasurementFailed(f"The server ended by itself (exit code {program.returncode}).")
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.05)
    raise MeasurementFailed(f"The server did not listen on port {port} within {START_SECONDS} seconds.")

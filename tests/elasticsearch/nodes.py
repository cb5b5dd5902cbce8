"""Starts and stops nodes: as an ordinary user, on loopback, each with its own data, stopped by the id of the process started here."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.elasticsearch.distribution import java_home, unpack

HEAP = "512m"
START_SECONDS = 180
STOP_SECONDS = 30
USER = "nobody"  # the server refuses to run as root


@dataclass
class Node:
    """One node: ``name``, where it answers, and the process while it runs."""

    name: str
    port: int
    folder: Path
    server: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """What it and its starter said."""
        return self.folder / "console.log"

    def stop(self) -> None:
        """Ask it to stop, insist when it does not."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once, without a chance to say goodbye."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        """Signal the process group that was made for this node: the starter and the server are two processes."""
        if self.server is None:
            return
        for one in (how, signal.SIGKILL):
            if _is_alive(self.server.pid):
                os.killpg(self.server.pid, one)
            if _wait_for_group(self.server, STOP_SECONDS):
                break
        self.server = None


def _is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _wait_for_group(server: subprocess.Popen[bytes], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        server.poll()
        if not _is_alive(server.pid):
            return True
        time.sleep(0.05)
    return False


def _account() -> dict[str, Any]:
    """Popen arguments that leave root."""
    if os.geteuid() != 0:
        return {}
    entry = pwd.getpwnam(USER)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _give(folder: Path, account: dict[str, Any]) -> None:
    if account:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, account["user"], account["group"])


def _free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def ask(url: str, *, seconds: float = 5) -> Any:
    """GET some JSON of a node; None while it does not answer."""
    try:
        with urllib.request.urlopen(url, timeout=seconds) as answer:
            return json.load(answer)
    except (urllib.error.URLError, OSError, ValueError):
        return None


class Cluster:
    """Nodes that share one unpacked server. Use as ``with Cluster(3) as cluster:``; everything is removed at the end."""

    def __init__(self, size: int = 1, *, heap: str = HEAP, port: int | None = None, quick_start: bool = True) -> None:
        self._heap, self._quick_start, self._account = heap, quick_start, _account()
        self.folder = Path(tempfile.mkdtemp(prefix="sinhke-es-", dir="/tmp"))
        http, transport = _free_ports(size), _free_ports(size)
        if port is not None:
            http[0] = port
        self.nodes = [Node(f"n{number}", http[number - 1], self.folder / f"n{number}") for number in range(1, size + 1)]
        self._transport = transport

    @property
    def urls(self) -> str:
        """Addresses of all nodes, separated by commas, as ``ELASTICSEARCH_URL`` takes them."""
        return ",".join(node.url for node in self.nodes)

    def __enter__(self) -> Cluster:
        try:
            self.folder.chmod(0o755)
            home = unpack(self.folder)
            for node, transport in zip(self.nodes, self._transport, strict=True):
                self._lay_out(node, transport, home)
            _give(self.folder, self._account)
            for node in self.nodes:
                self.start(node)
            for node in self.nodes:
                self.wait_for(node)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *exc: object) -> None:
        for node in self.nodes:
            node.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, node: Node) -> None:
        """Start one node; :meth:`wait_for` says when it answers."""
        home = next(self.folder.glob("elasticsearch-*"))
        flags = f"-Xms{self._heap} -Xmx{self._heap}"
        if self._quick_start:
            flags += " -XX:TieredStopAtLevel=1"  # minutes of life are not worth the second compiler
        environment = {
            "PATH": "/usr/bin:/bin",
            "HOME": str(node.folder),
            "ES_JAVA_HOME": str(java_home()),
            "ES_JAVA_OPTS": flags,
            "ES_PATH_CONF": str(node.folder / "config"),
            "ES_TMPDIR": str(node.folder / "tmp"),
        }
        with node.log.open("ab") as output:
            node.server = subprocess.Popen(
                [str(home / "bin" / "elasticsearch")],
                cwd=node.folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                **self._account,
            )

    def wait_for(self, node: Node) -> None:
        """Return when the node answers and has found the others."""
        deadline = time.monotonic() + START_SECONDS
        wanted = sum(one.server is not None for one in self.nodes)
        while True:
            health = ask(f"{node.url}/_cluster/health")
            if health is not None and health.get("number_of_nodes", 0) >= wanted and health.get("status") in ("green", "yellow"):
                return
            if node.server is None or node.server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"Elasticsearch did not start:\n{node.log.read_text(errors='replace')[-4000:]}")
            time.sleep(0.1)

    def _lay_out(self, node: Node, transport: int, home: Path) -> None:
        for name in ("data", "logs", "tmp"):
            (node.folder / name).mkdir(parents=True)
        shutil.copytree(home / "config", node.folder / "config")
        settings: dict[str, Any] = {
            "cluster.name": self.folder.name,
            "node.name": node.name,
            "network.host": "127.0.0.1",
            "http.port": node.port,
            "transport.port": transport,
            "path.data": str(node.folder / "data"),
            "path.logs": str(node.folder / "logs"),
            "xpack.security.enabled": False,
            # A full disk of the machine is not what these tests are about.
            "cluster.routing.allocation.disk.threshold_enabled": False,
        }
        if len(self.nodes) == 1:
            settings["discovery.type"] = "single-node"
        else:
            settings["discovery.seed_hosts"] = [f"127.0.0.1:{port}" for port in self._transport]
            settings["cluster.initial_master_nodes"] = [one.name for one in self.nodes]
        # JSON is YAML.
        (node.folder / "config" / "elasticsearch.yml").write_text(json.dumps(settings, indent=1), encoding="utf-8")


@contextmanager
def private_elasticsearch(**options: Any) -> Iterator[str]:
    """Yield the address of a fresh server of one node; stop it and remove its files whatever happens."""
    with Cluster(1, **options) as cluster:
        yield cluster.urls

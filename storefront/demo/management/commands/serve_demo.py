"""``manage.py serve_demo``: the demo's web server and its background worker under one roof, both stopped by Ctrl-C."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

PASSWORD = "sinhke-demo"
SIGN_INS = (
    ("khach@example.com", "khách mua hàng", "/"),
    ("thanhvien@example.com", "thành viên của một nhóm", "/nhom/"),
    ("nhanvien@example.com", "nhân viên trung tâm", "/admin/"),
    ("ketoan@example.com", "kế toán, người lập đợt chi", "/admin/"),
    ("quanly@example.com", "quản lý, người duyệt đợt chi", "/admin/"),
)
MEMBER_PHONE = "0987 654 321"
HOST = "127.0.0.1"
LOOK_EVERY_SECONDS = 0.2
PATIENCE_SECONDS = 10


class Command(BaseCommand):
    """Start the shop for a visitor who wants to see it; refuses to run outside the demo settings."""

    help = "Starts the demo: web server and background worker together."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Let the caller choose the port."""
        parser.add_argument("--port", type=int, default=8000, help="port on 127.0.0.1 (default: 8000)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until told to stop. Raises CommandError when the port is taken or one of the two programs ends by itself."""
        if not settings.DEMO:
            raise CommandError("serve_demo serves demo content with demo secrets; run a WSGI server on storefront.wsgi instead.")
        port = options["port"]
        self._refuse_taken_port(port)
        signal.signal(signal.SIGTERM, _stop)
        programs: dict[str, subprocess.Popen[bytes]] = {}
        try:
            programs["worker"] = subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=settings.BASE_DIR, start_new_session=True)
            programs["web server"] = subprocess.Popen(_server(port), cwd=settings.BASE_DIR, start_new_session=True)
            self._welcome(port)
            self._watch(programs)
        except KeyboardInterrupt:
            self.stdout.write("\nTạm biệt!")
        finally:
            _end(list(programs.values()))

    def _refuse_taken_port(self, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError as taken:
                raise CommandError(f"Port {port} is taken by another program. Choose one: manage.py serve_demo --port 8001") from taken

    def _welcome(self, port: int) -> None:
        home = f"http://{HOST}:{port}"
        self.stdout.write(self.style.SUCCESS(f"\nSinh Kế: {home}/  (English: {home}/en/)"))
        self.stdout.write(f"Mật khẩu của mọi tài khoản / password of every account: {PASSWORD}")
        for email, who, path in SIGN_INS:
            self.stdout.write(f"  {email:24}{who:32}{home}{path}")
        self.stdout.write(f"  {MEMBER_PHONE:24}{'vào /nhom/ bằng mã, mã in ở đây':32}{home}/nhom/")
        self.stdout.write("Ctrl-C: dừng / stop\n")
        self.stdout.flush()

    def _watch(self, programs: dict[str, subprocess.Popen[bytes]]) -> None:
        while True:
            for name, program in programs.items():
                if program.poll() is not None:
                    raise CommandError(f"The {name} ended by itself (exit code {program.returncode}); see its message above.")
            time.sleep(LOOK_EVERY_SECONDS)


def _server(port: int) -> list[str]:
    binding = ["--host", HOST, "--port", str(port), "--workers", "1", "--blocking-threads", "4"]
    return [sys.executable, "-m", "granian", "--interface", "wsgi", *binding, "--log-level", "warning", "storefront.wsgi:application"]


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _end(programs: list[subprocess.Popen[bytes]]) -> None:
    """Ask each program to stop, wait, and insist when it does not."""
    for program in programs:
        program.terminate()
    for program in programs:
        try:
            program.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()

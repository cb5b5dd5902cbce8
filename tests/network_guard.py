"""No test talks to another machine: a connection or a name look-up that leaves loopback is refused, and the test that tried fails.

The refusal alone would not do: code that swallows OSError would stay green. So each attempt is also remembered, and
``tests/conftest.py`` fails the test that made it.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

attempts: list[str] = []
_connect, _connect_ex, _getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo


class OutsideConnection(OSError):
    """A test tried to reach another machine."""


def is_inside(host: object) -> bool:
    """Whether a host is this machine: loopback, ``localhost``, or the empty host of a listening socket."""
    text = host.decode() if isinstance(host, bytes) else host
    if text is None or text in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(text).split("%")[0]).is_loopback
    except ValueError:
        return False


def _refuse(host: object) -> None:
    attempts.append(str(host))
    raise OutsideConnection(f"tests may not reach {host!r}")


def _check(address: Any) -> None:
    if isinstance(address, tuple) and not is_inside(address[0]):
        _refuse(address[0])


def _guarded_connect(self: socket.socket, address: Any) -> None:
    _check(address)
    _connect(self, address)


def _guarded_connect_ex(self: socket.socket, address: Any) -> int:
    _check(address)
    return _connect_ex(self, address)


def _guarded_getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
    if not is_inside(host) and host not in {"0.0.0.0", "::", socket.gethostname()}:
        _refuse(host)
    return _getaddrinfo(host, *args, **kwargs)


def install() -> None:
    """Put the guard in place for the rest of this process."""
    socket.socket.connect = _guarded_connect  # type: ignore[method-assign,assignment]
    socket.socket.connect_ex = _guarded_connect_ex  # type: ignore[method-assign,assignment]
    socket.getaddrinfo = _guarded_getaddrinfo

"""What the fake refuses with, and how bodies in Stripe's form encoding are read."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

Object = dict[str, Any]


class Refusal(Exception):
    """An error answer in Stripe's form."""

    def __init__(self, status: int, code: str, message: str, *, kind: str = "invalid_request_error", **more: Any) -> None:
        super().__init__(message)
        self.status = status
        self.body: Object = {"error": {"type": kind, "code": code, "message": message, **more}}


def missing(what: str, name: str) -> Refusal:
    """No object of this id."""
    return Refusal(404, "resource_missing", f"No such {what}: '{name}'")


def bad(message: str, code: str = "parameter_invalid", param: str = "") -> Refusal:
    """A parameter that cannot be taken."""
    return Refusal(400, code, message, param=param)


def read_form(body: str) -> Object:
    """``a[b][0][c]=d`` as nested dicts; dicts whose keys are 0, 1, 2 … stay dicts with those keys."""
    tree: Object = {}
    for name, value in parse_qsl(body, keep_blank_values=True):
        head, *rest = name.replace("]", "").split("[")
        place = tree
        path = [head, *rest]
        for part in path[:-1]:
            place = place.setdefault(part, {})
        last = path[-1] or str(len(place))
        place[last] = value
    return tree


def items(tree: Any) -> list[Any]:
    """The values of a list that came as ``{"0": …, "1": …}``."""
    return [tree[key] for key in sorted(tree, key=int)] if isinstance(tree, dict) else []


def whole(params: Object, name: str, default: int | None = None) -> int:
    """A whole number above zero, as amounts are."""
    text = params.get(name)
    if text is None:
        if default is None:
            raise bad(f"Missing required param: {name}.", "parameter_missing", name)
        return default
    if not str(text).lstrip("-").isdecimal():
        raise bad(f"Invalid integer: {text}", "parameter_invalid_integer", name)
    number = int(text)
    if number < 1:
        raise bad("This value must be greater than or equal to 1.", "parameter_invalid_integer", name)
    return number


def page(rows: list[Object], params: Object, url: str) -> Object:
    """A list answer, newest first, with Stripe's paging and its ``created`` filter."""
    created = params.get("created", {})
    if isinstance(created, str):
        created = {"gte": created, "lte": created}
    tests = {"gte": int.__ge__, "gt": int.__gt__, "lte": int.__le__, "lt": int.__lt__}
    for word, bound in created.items():
        rows = [row for row in rows if tests[word](row["created"], int(bound))]
    rows = list(reversed(rows))
    ids = [row["id"] for row in rows]
    if "starting_after" in params:
        rows = rows[ids.index(params["starting_after"]) + 1 :] if params["starting_after"] in ids else []
    limit = int(params.get("limit", 10))
    return {"object": "list", "url": url, "has_more": len(rows) > limit, "data": rows[:limit]}

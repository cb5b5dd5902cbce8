"""Runs axe-core on a page, with the page's own Content-Security-Policy in force."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

from playwright.sync_api import Page

# Everything axe checks by default (WCAG A, AA and its good practices), and what WCAG 2.2 adds for the size of touch targets.
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


@cache
def _source() -> str:
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def assert_accessible(page: Page) -> None:
    """Fail with a list of what axe-core found, where, and the page that explains it."""
    # Through the debugger, not as a <script>: the policy of our pages would rightly refuse that.
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": _source()})
    call = f"axe.run(document, {json.dumps(OPTIONS)}).then(found => JSON.stringify(found.violations))"
    answer = session.send("Runtime.evaluate", {"expression": call, "awaitPromise": True, "returnByValue": True})
    session.detach()
    assert "exceptionDetails" not in answer, f"axe could not run on {page.url}: {answer['exceptionDetails']}"
    found = json.loads(answer["result"]["value"])
    lines = [f"axe on {page.url} at {page.viewport_size}:"]
    for violation in found:
        lines.append(f"  {violation['impact']}: {violation['help']} ({violation['id']}, {violation['helpUrl']})")
        lines += [f"    {' '.join(map(str, node['target']))}: {node['html'][:160]}" for node in violation["nodes"]]
    assert not found, "\n".join(lines)

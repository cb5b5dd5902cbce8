"""``python -m tests.elasticsearch [-- command …]``: see the package."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

from tests.elasticsearch.distribution import VERSION, ElasticsearchMissing
from tests.elasticsearch.nodes import Cluster

VARIABLE = "ELASTICSEARCH_URL"


def main(arguments: list[str]) -> int:
    """Run the command after ``--`` with a server at hand and return its exit code; without a command, serve until told to stop."""
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if command and os.environ.get(VARIABLE):
        return subprocess.call(command)
    # A polite kill must still stop the server and remove its files; and a shell that starts this in the background ignores Ctrl-C for it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGINT, signal.default_int_handler)
    begun = time.monotonic()
    try:
        with Cluster(port=None if command else int(os.environ.get("PORT", "9200")), quick_start=bool(command)) as cluster:
            if command:
                return subprocess.call(command, env={**os.environ, VARIABLE: cluster.urls})
            node = cluster.nodes[0]
            pid = node.server.pid if node.server else 0
            print(f"Elasticsearch {VERSION} after {time.monotonic() - begun:.0f} s, process {pid}, stops with Ctrl-C:", flush=True)
            print(f"{VARIABLE}={node.url}", flush=True)
            return node.server.wait() if node.server else 1
    except ElasticsearchMissing as missing:
        print(f"error: {missing}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The server of these tests is a real one, of the version that the client is made for."""

from __future__ import annotations

import json
import urllib.request

import elasticsearch


def test_a_real_elasticsearch_8_answers(elasticsearch_url):
    url = elasticsearch_url.split(",")[0]
    with urllib.request.urlopen(f"{url}/_nodes/_local/jvm,process") as answer:
        product, found = answer.headers["X-Elastic-Product"], json.load(answer)

    (node,) = found["nodes"].values()
    assert product == "Elasticsearch"
    assert int(node["version"].split(".")[0]) == elasticsearch.VERSION[0] == 8
    assert "VM" in node["jvm"]["vm_name"]

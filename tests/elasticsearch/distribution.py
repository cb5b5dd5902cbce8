"""Fetches Elasticsearch from Maven Central once and unpacks it where it is to run.

What is fetched is the build that Elastic publishes for integration tests: the real server, starter and libraries of a release with only the
modules for transport and X-Pack. What those leave out (analysis filters, scripts, reindex) the shop's index does without, so no plug-in has
to be compiled. It is a third of the size of the full release.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

VERSION = "8.19.3"
SHA256 = "c4b08b70523700efde9f3e4c9287229f085c2c0db1efca5c6a7d65abbdb9f2e1"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
CACHE_VARIABLE = "SINHKE_CACHE"
DOWNLOAD_SECONDS = 540


class ElasticsearchMissing(RuntimeError):
    """No Elasticsearch can be had on this machine; the message says what to install or to set."""


def java_home() -> Path:
    """Folder of the installed Java, e.g. ``/usr/lib/jvm/java-17-openjdk-amd64``. Raises ElasticsearchMissing."""
    java = shutil.which("java")
    if java is None:
        raise ElasticsearchMissing("No Java. Install it with: apt-get install openjdk-17-jre-headless")
    return Path(java).resolve().parents[1]


def cache_folder() -> Path:
    """Where downloads are kept between runs: ``SINHKE_CACHE``, else ``~/.cache/sinhke``."""
    return Path(os.environ.get(CACHE_VARIABLE) or Path.home() / ".cache" / "sinhke")


def archive() -> Path:
    """Return the archive, fetched when it is not in the cache or not whole. Raises ElasticsearchMissing."""
    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"elasticsearch-{VERSION}.zip"
    with (folder / "elasticsearch.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _is_whole(kept):
            _fetch(folder, kept)
    return kept


def unpack(target: Path) -> Path:
    """Unpack the server into ``target`` and return its home."""
    with zipfile.ZipFile(archive()) as packed:
        packed.extractall(target)
    home = target / f"elasticsearch-{VERSION}"
    for program in (home / "bin").iterdir():
        program.chmod(0o755)
    return home


def _is_whole(path: Path) -> bool:
    if not path.exists():
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == SHA256


def _fetch(folder: Path, kept: Path) -> None:
    if shutil.which("mvn") is None:
        raise ElasticsearchMissing("No Maven to fetch Elasticsearch with. Install it with: apt-get install maven")
    command = ["mvn", "--quiet", "--batch-mode", "dependency:copy", f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={folder}"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=DOWNLOAD_SECONDS)
    if done.returncode or not _is_whole(kept):
        kept.unlink(missing_ok=True)
        raise ElasticsearchMissing(f"Maven could not fetch {ARTIFACT}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")

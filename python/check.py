"""
Every check and every test of the Python half, and as the last line `N passed, N failed, N skipped`.

    python3 check.py              in environments below .venv-check, made anew where the requirements changed
    python3 check.py tests/llm    only these tests, no other checks
    python3 check.py --all        also frameworks, further vendors and brokers, in environments of their own; or only
                                  those that are named after it: frameworks, llamaindex, crewai, brokers

Needs Python 3.10 or newer and a package index.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
import time
import venv
import xml.etree.ElementTree as ET
from pathlib import Path

HERE = Path(__file__).resolve().parent
# Heavy ones, by name only: their tests, and what they need.
HEAVY = {
    "frameworks": ["tests/frameworks"],
    "llamaindex": ["tests/frameworks/llamaindex"],
    "crewai": ["tests/frameworks/crewai"],
    "brokers": ["tests/brokers"],
}
counts = {"passed": 0, "failed": 0, "skipped": 0}


class Place:
    """An environment, made anew where its requirements or the interpreter changed."""

    def __init__(self, name: str) -> None:
        self.folder = HERE / f".venv-{name}"
        self.requirements = HERE / ("requirements-test.txt" if name == "check" else f"requirements-{name}.txt")
        self.bin = self.folder / ("Scripts" if sys.platform == "win32" else "bin")

    def prepare(self) -> None:
        stamp = self.folder / "made-from"
        wanted = hashlib.sha256(self.requirements.read_bytes() + sys.version.encode()).hexdigest()
        if stamp.exists() and stamp.read_text() == wanted:
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        venv.create(self.folder, with_pip=True)
        # Installs a hundred packages in seconds where pip takes minutes.
        run([str(self.bin / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check", "uv"])
        self.install("-r", str(self.requirements))
        stamp.write_text(wanted)

    def install(self, *what: str) -> None:
        run([str(self.bin / "uv"), "pip", "install", "-q", "--python", str(self.bin / "python"), *what])


def main(filters: list[str]) -> int:
    if sys.version_info < (3, 10):  # noqa: UP036 (it is what says so)
        print(f"Python {sys.version.split()[0]} is older than 3.10")
        return 2
    if filters[:1] == ["--all"] and filters[1:]:
        names, filters = filters[1:], []
    else:
        names = list(HEAVY) if filters[:1] == ["--all"] else []
        check_own([] if names else filters)
    for name in names:
        print(f"— {name}", flush=True)
        place = Place(name)
        place.prepare()
        install_wheel(place)
        run_tests(place, HEAVY[name])
    print(f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
    return 1 if counts["failed"] else 0


def check_own(filters: list[str]) -> None:
    place = Place("check")
    place.prepare()
    if not filters:
        check("ruff", str(place.bin / "ruff"), "check", ".")
        check("ruff format", str(place.bin / "ruff"), "format", "--check", ".")
        check("mypy --strict", str(place.bin / "mypy"))
    install_wheel(place)
    run_tests(place, filters)


def install_wheel(place: Place) -> None:
    """Tests run what users get: the wheel, built from the source distribution."""
    with tempfile.TemporaryDirectory() as folder:
        built = check("build", str(place.bin / "uv"), "build", "-q", "-o", folder)
        wheels = list(Path(folder).glob("*.whl"))
        if built and wheels:
            check("install", str(place.bin / "uv"), "pip", "install", "-q", "--reinstall", "--no-deps", "--python",
                  str(place.bin / "python"), str(wheels[0]))  # fmt: skip


def run_tests(place: Place, filters: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        done = run(
            [str(place.bin / "python"), "-m", "pytest", f"--junitxml={report}", *(filters or ["tests"])], fails=True
        )
        if not report.exists():
            counts["failed"] += 1
            return
        suite = ET.parse(report).getroot()[0].attrib
    failed = int(suite["failures"]) + int(suite["errors"])
    skipped = int(suite["skipped"])
    passed = int(suite["tests"]) - failed - skipped
    counts["skipped"] += skipped
    counts["passed"] += passed
    # No test at all, or an error between tests, is a failure too.
    counts["failed"] += failed or (1 if done != 0 or passed == 0 else 0)


def check(name: str, *command: str) -> bool:
    begin = time.monotonic()
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    good = done.returncode == 0
    counts["passed" if good else "failed"] += 1
    print(f"{'✓' if good else '✗'} {name} {time.monotonic() - begin:.1f} s", flush=True)
    if not good:
        print(done.stdout + done.stderr)
    return good


def run(command: list[str], *, fails: bool = False) -> int:
    return subprocess.run(command, cwd=HERE, check=not fails).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

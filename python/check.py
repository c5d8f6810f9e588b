"""
Every check and every test of the Python half, and as the last line `N passed, N failed, N skipped`.

    python3 check.py              in environments below .venv-check, made anew where the requirements changed
    python3 check.py tests/llm    only these tests, no other checks

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
PLACE = HERE / ".venv-check"
BIN = PLACE / ("Scripts" if sys.platform == "win32" else "bin")
REQUIREMENTS = HERE / "requirements-test.txt"
counts = {"passed": 0, "failed": 0, "skipped": 0}


def main(filters: list[str]) -> int:
    if sys.version_info < (3, 10):  # noqa: UP036 (it is what says so)
        print(f"Python {sys.version.split()[0]} is older than 3.10")
        return 2
    prepare()
    if not filters:
        check("ruff", str(BIN / "ruff"), "check", ".")
        check("ruff format", str(BIN / "ruff"), "format", "--check", ".")
        check("mypy --strict", str(BIN / "mypy"))
    install_wheel()
    run_tests(filters)
    print(f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
    return 1 if counts["failed"] else 0


def prepare() -> None:
    """The environment, once for each text of the requirements."""
    stamp = PLACE / "made-from"
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes() + sys.version.encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    shutil.rmtree(PLACE, ignore_errors=True)
    venv.create(PLACE, with_pip=True)
    # Installs a hundred packages in seconds where pip takes minutes.
    run([str(BIN / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check", "uv"])
    install("-r", str(REQUIREMENTS))
    stamp.write_text(wanted)


def install(*what: str) -> None:
    run([str(BIN / "uv"), "pip", "install", "-q", "--python", str(BIN / "python"), *what])


def install_wheel() -> None:
    """Tests run what users get: the wheel, built from the source distribution."""
    with tempfile.TemporaryDirectory() as folder:
        built = check("build", str(BIN / "uv"), "build", "-q", "-o", folder)
        wheels = list(Path(folder).glob("*.whl"))
        if built and wheels:
            check("install", str(BIN / "uv"), "pip", "install", "-q", "--reinstall", "--no-deps", "--python",
                  str(BIN / "python"), str(wheels[0]))  # fmt: skip


def run_tests(filters: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        done = run([str(BIN / "python"), "-m", "pytest", f"--junitxml={report}", *(filters or ["tests"])], fails=True)
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

"""
The test suites that other packages ship, untouched and with every call of the package in frame.

    python bench/suites.py [click jinja2 …]      prints the table of bench/README.md
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
STRESS = HERE.parent / "tests" / "stress"
# Version, package, what its tests need.
SUITES = {
    "click": ("8.5.1", "click", []),
    "jinja2": ("3.1.6", "jinja2", ["trio"]),
    "itsdangerous": ("2.2.0", "itsdangerous", ["freezegun"]),
    "attrs": ("26.1.0", "attr,attrs", ["hypothesis", "cloudpickle"]),
}


def run_suite(name: str, folder: Path) -> str:
    version, packages, needs = SUITES[name]
    env = folder / "env"
    subprocess.run([sys.executable, "-m", "venv", str(env)], check=True)
    python = str(env / "bin" / "python")
    pip = [python, "-m", "pip", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", f"{name}=={version}", "pytest", *needs, str(HERE.parent)], check=True)
    subprocess.run([*pip, "download", "--no-deps", "--no-binary", name, f"{name}=={version}"], cwd=folder, check=True)
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        archive.extractall(folder, filter="data")
    source = next(it for it in folder.iterdir() if (it / "tests").is_dir())
    command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    variables = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    plain = counted(command, source, variables)
    stressed = {**variables, "STRESS": packages, "PYTHONPATH": str(STRESS)}
    return f"| {name} {version} | {plain} | {counted([*command, '-p', 'stressing'], source, stressed)} |"


def counted(command: list[str], cwd: Path, env: dict[str, str]) -> str:
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=1200)
    lines = done.stdout.splitlines()
    counts = next((it for it in reversed(lines) if re.search(r"\d+ (?:passed|failed|error)", it)), done.stderr[-300:])
    told = next((it for it in lines if it.startswith("stressed:")), "")
    failures = " ".join(it for it in lines if it.startswith("FAILED"))[:300]
    return f"{re.sub(r' in .*', '', counts).strip('= ')} {told.removeprefix('stressed:')} {failures}".strip()


def main() -> None:
    print("| suite | untouched | stressed |\n|---|---|---|")
    for name in sys.argv[1:] or SUITES:
        with tempfile.TemporaryDirectory() as folder:
            print(run_suite(name, Path(folder)), flush=True)


if __name__ == "__main__":
    main()

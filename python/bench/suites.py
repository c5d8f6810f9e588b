"""
The test suites that other packages ship: untouched, with the hook over the package, compiled ahead, and with every
call of the package in frame and inside of a span.

    python bench/suites.py [flask httpx …]      prints the table of bench/README.md
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
# Version, packages, what its tests need.
SUITES = {
    "flask": ("3.1.3", "flask", ["asgiref", "python-dotenv", "pytest==8.4.2"]),
    "httpx": (
        "0.28.1", "httpx",
        ["anyio", "chardet==5.2.0", "cryptography", "rich", "click", "pygments", "socksio", "trio", "trustme", "uvicorn", "h2", "brotli", "zstandard"],
    ),
    "starlette": (
        "1.10.0", "starlette",
        ["httpx", "httpx2", "opentelemetry-sdk", "trio", "jinja2", "itsdangerous", "python-multipart", "pyyaml", "anyio", "typing_extensions"],
    ),
    "click": ("8.5.1", "click", []),
    "jinja2": ("3.1.6", "jinja2", ["trio"]),
    "itsdangerous": ("2.2.0", "itsdangerous", ["freezegun"]),
    "attrs": ("26.1.0", "attr,attrs", ["hypothesis", "cloudpickle"]),
}  # fmt: skip


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
    hooked = {**variables, "ONETRACE_INCLUDE": packages}
    told = [counted([*command, "-p", "onetrace_ai.auto"], source, hooked)]
    stressed = {**variables, "STRESS": packages, "STRESS_PLAIN": "1", "PYTHONPATH": str(STRESS)}
    last = counted([*command, "-p", "stressing"], source, stressed)
    subprocess.run([python, "-m", "onetrace_ai", "compile", "--quiet", *packages.split(",")], cwd=folder, check=True)
    told.append(counted(command, source, variables))
    same = ["the same" if it == plain else it for it in told]
    return f"| {name} {version} | {plain} | {' | '.join(same)} | {last} |"


def counted(command: list[str], cwd: Path, env: dict[str, str]) -> str:
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=1200)
    lines = done.stdout.splitlines()
    counts = next(
        (it for it in reversed(lines) if re.search(r"\d+ (?:passed|failed|error)", it)),
        (done.stdout + done.stderr)[-300:],
    )
    told = next((it for it in lines if it.startswith("stressed:")), "")
    failures = " ".join(it for it in lines if it.startswith(("FAILED", "ERROR")))[:300]
    return f"{re.sub(r' in .*', '', counts).strip('= ')} {told.removeprefix('stressed:')} {failures}".strip()


def main() -> None:
    print("| suite | untouched | under the hook | compiled ahead | stressed |\n|---|---|---|---|---|")
    for name in sys.argv[1:] or SUITES:
        with tempfile.TemporaryDirectory() as folder:
            print(run_suite(name, Path(folder)), flush=True)


if __name__ == "__main__":
    main()

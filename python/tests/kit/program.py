"""Runs text as programs are run: in a process of its own, untouched, under the hook, or compiled ahead."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def environment(**extra: str) -> dict[str, str]:
    """Without whatever the machine's own tracing says."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("OTEL_", "AISDK_", "ONETRACE_"))}
    return {**kept, "PYTHONDONTWRITEBYTECODE": "", "PYTHONHASHSEED": "0", **extra}


def run_python(*arguments: str, cwd: Path, timeout: float = 60, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env=environment(**env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )

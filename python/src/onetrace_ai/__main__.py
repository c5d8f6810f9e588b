"""`python -m onetrace_ai app.py`, `python -m onetrace_ai -m module`: as Python would run it, rewritten."""

from __future__ import annotations

import sys

from .command import run_command

if __name__ == "__main__":
    sys.exit(run_command(sys.argv[1:]))

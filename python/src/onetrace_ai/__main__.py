"""`python -m onetrace_ai app.py`, `python -m onetrace_ai -m module`: as Python would run it, rewritten."""

from __future__ import annotations

import sys

COMMANDS = ("check", "compile", "run", "-h", "--help", "--version")


def main() -> int:
    arguments = sys.argv[1:]
    if arguments and arguments[0] not in COMMANDS:  # a program starts at once, without what reads options
        from .run import run_arguments

        return run_arguments(arguments)
    from .command import run_command

    return run_command(arguments)


if __name__ == "__main__":
    sys.exit(main())

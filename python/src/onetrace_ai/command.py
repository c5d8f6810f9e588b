"""The `onetrace-ai` command."""

from __future__ import annotations

import json
import sys
from argparse import REMAINDER, ArgumentParser, Namespace

from .build import compile_paths, inspect_paths, missing_rewrites
from .compiler.site import Miss, Site
from .run import run_arguments

KINDS = ("llm", "http", "server", "context", "queue", "agent")


def main() -> None:
    sys.exit(run_command(sys.argv[1:]))


def run_command(arguments: list[str]) -> int:
    parser = _parser()
    if arguments and arguments[0] not in ("check", "compile", "run", "-h", "--help", "--version"):
        arguments = ["run", *arguments]
    if not arguments:
        parser.print_help()
        return 2
    if arguments[0] == "run":
        return run_arguments(arguments[1:])
    given = parser.parse_args(arguments)
    return _check(given) if given.command == "check" else _compile(given)


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="onetrace-ai",
        description="One trace through all hops of a pipeline: rewrites a program while it is compiled.",
    )
    commands = parser.add_subparsers(dest="command")
    run = commands.add_parser("run", help="run a script or `-m module`, rewritten (python -m onetrace_ai app.py)")
    run.add_argument("--include", action="append", default=[], help="also rewrite this installed package")
    run.add_argument("target", nargs=REMAINDER)
    check = commands.add_parser("check", help="what would be rewritten here, and what not and why")
    check.add_argument("paths", nargs="*", default=["."])
    check.add_argument("--format", choices=("text", "tsv", "json"), default="text")
    check.add_argument("--require", default="", help=f"fail unless there are sites of these kinds: {','.join(KINDS)}")
    check.add_argument("--fail-on-miss", action="store_true")
    check.add_argument("--compiled", action="store_true", help="fail where a site's file was not compiled ahead")
    compiled = commands.add_parser("compile", help="write rewritten .pyc files ahead of time, as the last build step")
    compiled.add_argument("paths", nargs="+", help="folders, files or names of installed packages")
    compiled.add_argument("--quiet", action="store_true")
    return parser


def _check(given: Namespace) -> int:
    files, sites, misses = inspect_paths(given.paths)
    stale = missing_rewrites(given.paths) if given.compiled else []
    writer = {"text": _as_text, "tsv": _as_tsv, "json": _as_json}[given.format]
    print(writer(files, sites, misses))
    for path in stale:
        print(f"not compiled: {path} (run `onetrace-ai compile`, after everything else that compiles)")
    found = {site.kind for site in sites}
    required = {it for it in given.require.split(",") if it}
    for kind in sorted(required - found):
        sys.stderr.write(f"onetrace: there is no site of kind {kind}\n")
    failed = bool(required - found) or (given.fail_on_miss and bool(misses)) or bool(stale)
    return 1 if failed else 0


def _as_text(files: int, sites: list[Site], misses: list[Miss]) -> str:
    lines = [
        f"{it.file}:{it.line}:{it.column}  {it.kind}  {it.rule}  {'proven' if it.proven else 'shaped'}  {it.function}"
        for it in sites
    ]
    if misses:
        lines.append("not rewritten:")
        lines.extend(f"{it.file}:{it.line}:{it.column}  {it.kind}  {it.reason}" for it in misses)
    there = len({it.file for it in sites})
    lines.append(
        f"{_count(len(sites), 'site')} in {_count(there, 'file')}, {_count(len(misses), 'near miss', 'near misses')},"
        f" of {_count(files, 'file')} read."
    )
    return "\n".join(lines)


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _as_tsv(files: int, sites: list[Site], misses: list[Miss]) -> str:
    rows = [
        (it.file, it.line, it.column, it.kind, "proven" if it.proven else "shaped", it.form, it.rule, it.function)
        for it in sites
    ]
    return "\n".join("\t".join(map(str, row)) for row in rows)


def _as_json(files: int, sites: list[Site], misses: list[Miss]) -> str:
    report = {"files": files, "sites": [it._asdict() for it in sites], "misses": [it._asdict() for it in misses]}
    return json.dumps(report, indent=2)


def _compile(given: Namespace) -> int:
    written, sites, refused = compile_paths(given.paths)
    if not given.quiet:
        print(f"{_count(sites, 'site')} in {_count(written, 'file')}, compiled for {sys.implementation.cache_tag}.")
    for miss in refused:
        print(f"not rewritten: {miss.file}: {miss.reason}")
    return 0

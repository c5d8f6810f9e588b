"""Ahead of time: rewritten code where the stock loader finds it, so that nothing of ours has to run first."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator

from .cache import header_of, write_pyc
from .compiler.compile_file import compile_source, inspect_source
from .compiler.glance import glance_over
from .compiler.in_frame import NAME
from .compiler.site import Miss, Site
from .hook import shown_path

SKIPPED = frozenset(("__pycache__", "node_modules", ".git", ".venv", "venv", ".tox", ".nox"))
# What `python`, `python -O` and `python -OO` load.
LEVELS = ((0, ""), (1, "1"), (2, "2"))


def inspect_paths(paths: list[str]) -> tuple[int, list[Site], list[Miss]]:
    """How many files were read, their sites, and what only looks like one."""
    count, sites, misses = 0, [], []
    for path in _files(paths):
        count += 1
        found = inspect_source(_read(path), shown_path(path))
        sites += found[0]
        misses += found[1]
    return count, sites, misses


def compile_paths(paths: list[str]) -> tuple[int, int, list[Miss]]:
    """How many files were compiled, with how many sites, and what was refused."""
    files, sites, refused = 0, 0, []
    for path in _files(paths):
        source = _read(path)
        if not glance_over(source):
            continue
        found = 0
        for level, suffix in LEVELS:
            done = compile_source(source, path, shown_path(path), optimize=level, preamble=True)
            refused += [it for it in done.misses if it.kind == "file" and level == 0]
            if done.code is not None:
                # A checked hash: an edited file is compiled as ever, and the program is right.
                write_pyc(importlib.util.cache_from_source(path, optimization=suffix), source, done.code)
                found = len(done.sites)
        files += found > 0
        sites += found
    return files, sites, refused


def missing_rewrites(paths: list[str]) -> list[str]:
    """Files with sites whose cache is another compiler's."""
    return [path for path in _files(paths) if _has_sites(path) and not _is_rewritten(path)]


def _has_sites(path: str) -> bool:
    return bool(inspect_source(_read(path), path)[0])


def _is_rewritten(path: str) -> bool:
    try:
        with open(importlib.util.cache_from_source(path), "rb") as file:
            data = file.read()
    except OSError:
        return False
    return data[:16] == header_of(_read(path)) and NAME.encode() in data


def _files(paths: list[str]) -> Iterator[str]:
    for path in paths:
        yield from _below(path if os.path.exists(path) else _package(path))


def _package(name: str) -> str:
    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, ValueError):
        spec = None
    if spec is None or spec.origin is None:
        raise SystemExit(f"onetrace: there is no file, folder or package {name}")
    return os.path.dirname(spec.origin) if spec.submodule_search_locations else spec.origin


def _below(path: str) -> Iterator[str]:
    if os.path.isfile(path):
        yield path
        return
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(it for it in folders if it not in SKIPPED)
        yield from (os.path.join(folder, it) for it in sorted(files) if it.endswith(".py"))


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()

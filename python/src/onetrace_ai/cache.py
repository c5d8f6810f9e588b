"""Rewritten code beside the stock cache, under a name of its own; valid for exactly one text of the source."""

from __future__ import annotations

import importlib.util
import marshal
import os
import sys
from importlib.util import MAGIC_NUMBER, source_hash
from types import CodeType

VERSION = "0.1.0-2"
# PEP 552: a checked hash.
CHECKED = (3).to_bytes(4, "little")


def cache_name(path: str) -> str:
    stock = importlib.util.cache_from_source(path)
    base, _ = os.path.splitext(stock)
    return f"{base}.onetrace-{VERSION}.pyc"


def load_code(path: str, source: bytes) -> CodeType | None:
    try:
        with open(cache_name(path), "rb") as file:
            data = file.read()
    except (OSError, NotImplementedError):
        return None
    if data[:16] != header_of(source):
        return None
    try:
        code = marshal.loads(data[16:])
    except (ValueError, EOFError, TypeError):
        return None
    # A folder that was moved: tracebacks would name files that are not there.
    return code if isinstance(code, CodeType) and code.co_filename == path else None


def store_code(path: str, source: bytes, code: CodeType) -> None:
    if not sys.dont_write_bytecode:
        try:
            write_pyc(cache_name(path), source, code)
        except (OSError, NotImplementedError):
            pass


def header_of(source: bytes) -> bytes:
    return MAGIC_NUMBER + CHECKED + source_hash(source)


def write_pyc(target: str, source: bytes, code: CodeType) -> None:
    """Atomic, as importlib writes its own."""
    os.makedirs(os.path.dirname(target), exist_ok=True)
    partial = f"{target}.{os.getpid()}"
    with open(partial, "wb") as file:
        file.write(header_of(source) + marshal.dumps(code))
    os.replace(partial, target)

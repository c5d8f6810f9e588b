"""The import hook: modules of the program are compiled with their sites rewritten; all others as ever."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, SourceFileLoader
from types import CodeType, ModuleType
from typing import Any

# What rewritten code calls must be there before it.
from . import inject  # noqa: F401
from .cache import load_code, store_code
from .compiler.glance import glance_over
from .warn import warn_once

__all__ = ["Loader", "install_hook", "uninstall_hook"]
_HERE = os.path.dirname(os.path.abspath(__file__)) + os.sep
_LIBRARIES = os.path.dirname(os.path.realpath(os.__file__)) + os.sep
_INSTALLED = (f"{os.sep}site-packages{os.sep}", f"{os.sep}dist-packages{os.sep}")


class Loader(SourceFileLoader):
    """The stock loader in all but the code that it gives: resources, sources and caches stay what they are."""

    def get_code(self, fullname: str) -> CodeType | None:
        path = self.get_filename(fullname)
        try:
            source = self.get_data(path)
        except OSError:
            return super().get_code(fullname)
        if not glance_over(source):
            return super().get_code(fullname)
        code = load_code(path, source)
        if code is None:
            from .compiler.compile_file import compile_source

            code = compile_source(source, path, shown_path(path)).code
            if code is None:
                return super().get_code(fullname)
            store_code(path, source, code)
        return code


# importlib takes its own frames out of tracebacks, and this is one of them.
Loader.get_code.__code__ = Loader.get_code.__code__.replace(co_filename=SourceFileLoader.get_code.__code__.co_filename)


class Finder:
    """Asks the others, and changes the loader of what they found where it is the stock one."""

    def __init__(self, include: Sequence[str]) -> None:
        self._include = tuple(include)

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = self._ask(name, path, target)
        if spec is None or spec.origin is None or not self.wants(name, spec.origin):
            return spec
        kind = type(spec.loader)
        if kind is SourceFileLoader:
            spec.loader = Loader(spec.loader.name, spec.loader.path)  # type: ignore[union-attr]
        elif isinstance(spec.loader, SourceFileLoader) and kind is not Loader:
            # Somebody else's rewriting (pytest, typeguard, beartype): ours steps aside.
            warn_once(f"{name} is loaded by {kind.__module__}.{kind.__qualname__} and not rewritten")
        return spec

    def _ask(self, name: str, path: Sequence[str] | None, target: ModuleType | None) -> ModuleSpec | None:
        for finder in sys.meta_path:
            find: Any = getattr(finder, "find_spec", None)
            if finder is self or isinstance(finder, Finder) or find is None:
                continue
            spec: ModuleSpec | None = find(name, path, target)
            if spec is not None:
                return spec
        return None

    def wants(self, name: str, origin: str) -> bool:
        if any(name == it or name.startswith(f"{it}.") for it in self._include):
            return True
        # Most are installed ones or the library's, and to ask for their real place costs more than all else.
        return _may_be_own(origin) and _may_be_own(os.path.realpath(origin))


def _may_be_own(path: str) -> bool:
    if not path.endswith(".py") or path.startswith((_HERE, _LIBRARIES)):
        return False
    return not any(it in path for it in _INSTALLED)


def install_hook(include: Sequence[str] = ()) -> None:
    """
    Rewrites what is imported from now on: the program's own modules, and those of `include`, packages by name.
    Installed ones and the standard library stay as they are. A second call adds to `include`.
    """
    known: list[str] = [name for it in sys.meta_path if isinstance(it, Finder) for name in it._include]
    uninstall_hook()
    sys.meta_path.insert(0, Finder([*known, *include]))


def uninstall_hook() -> None:
    sys.meta_path[:] = [it for it in sys.meta_path if not isinstance(it, Finder)]


def shown_path(path: str) -> str:
    """As sites call it: below the working directory without it."""
    try:
        relative = os.path.relpath(path)
    except (ValueError, OSError):
        return path
    return path if relative.startswith(os.pardir) else relative.replace(os.sep, "/")


def cached_path(path: str) -> str:
    return importlib.util.cache_from_source(path)

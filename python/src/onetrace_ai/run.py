"""Runs a script or a module as `__main__`, the way Python itself does."""

from __future__ import annotations

import builtins
import os
import sys
from types import CodeType, ModuleType, TracebackType
from typing import Any

from .cache import load_code, store_code
from .compiler.glance import glance_over
from .hook import Loader, install_hook, shown_path


def run_arguments(arguments: list[str]) -> int:
    """`--include package` before what is run."""
    include: list[str] = []
    while len(arguments) > 1 and arguments[0] == "--include":
        include.append(arguments[1])
        arguments = arguments[2:]
    if not arguments or arguments == ["-m"]:
        sys.stderr.write("onetrace: name a script, or `-m module`\n")
        return 2
    return run_target(arguments, include)


def run_target(arguments: list[str], include: list[str]) -> int:
    """`['app.py', …]` or `['-m', 'module', …]`; the exit code, where the program does not set its own."""
    install_hook(include)
    # Workers that are started anew find the hook by this; see onetrace_ai.pth.
    os.environ["ONETRACE_HOOK"] = "1"
    os.environ["ONETRACE_INCLUDE"] = ",".join(include)
    if arguments[0] == "-m":
        return _run_module(arguments[1], arguments[2:])
    path = _script_of(arguments[0])
    if path is None:
        sys.stderr.write(f"onetrace: there is no file {arguments[0]}, and no Python command of that name\n")
        return 2
    return _run_script(path, arguments[1:])


def _script_of(name: str) -> str | None:
    if os.path.isfile(name):
        return name
    if os.path.isdir(name) and os.path.isfile(os.path.join(name, "__main__.py")):
        return os.path.join(name, "__main__.py")
    import shutil

    found = shutil.which(name)
    if found is None:
        return None
    with open(found, "rb") as file:
        return found if b"python" in file.readline(200) else None


def _run_module(name: str, rest: list[str]) -> int:
    import runpy

    sys.argv = [name, *rest]
    sys.path.insert(0, os.getcwd())
    try:
        runpy.run_module(name, run_name="__main__", alter_sys=True)
    except Exception as error:
        return _tell(error)
    return 0


def _run_script(path: str, rest: list[str]) -> int:
    sys.argv = [path, *rest]
    sys.path.insert(0, os.path.dirname(os.path.abspath(path)) if not os.path.islink(path) else _real_folder(path))
    main = ModuleType("__main__")
    main.__file__ = path
    main.__builtins__ = builtins  # type: ignore[attr-defined]
    main.__loader__ = Loader("__main__", path)
    main.__dict__["__cached__"] = None
    sys.modules["__main__"] = main
    try:
        exec(_compiled(path), main.__dict__)
    except SystemExit:
        raise
    except BaseException as error:
        return _tell(error)
    return 0


def _real_folder(path: str) -> str:
    return os.path.dirname(os.path.realpath(path))


def _compiled(path: str) -> CodeType:
    with open(path, "rb") as file:
        source = file.read()
    code = load_code(path, source)
    if code is None and glance_over(source):
        from .compiler.compile_file import compile_source

        code = compile_source(source, path, shown_path(path)).code
        if code is not None:
            store_code(path, source, code)
    return code if code is not None else compile(source, path, "exec", dont_inherit=True)


def _tell(error: BaseException) -> int:
    """As the interpreter tells it: without our own frames, by the program's own hook."""
    trace = error.__traceback__
    while trace is not None and _is_ours(trace):
        trace = trace.tb_next
    hook: Any = sys.excepthook
    hook(type(error), error.with_traceback(trace), trace)
    if isinstance(error, KeyboardInterrupt):
        import signal

        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGINT)
    return 1


def _is_ours(trace: TracebackType) -> bool:
    name = trace.tb_frame.f_code.co_filename
    return name == __file__ or name.endswith("runpy.py") or name == "<frozen runpy>"

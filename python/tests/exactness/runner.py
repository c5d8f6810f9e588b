"""Imports every program of a folder in one way, and prints what each one says. `runner.py MODE FOLDER`"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import re
import sys
import traceback

mode, folder = sys.argv[1:3]
sys.path.insert(0, folder)
sys.dont_write_bytecode = mode != "hooked"


def prepare() -> None:
    """Recording, with the stand-ins' calls as calls of a model."""

    from onetrace_ai.config import configure
    from onetrace_ai.llm.openai import ADAPTER
    from onetrace_ai.sites import known
    from onetrace_ai.state import state

    state.config = configure({"endpoint": "http://127.0.0.1:9"})
    state.initialized = True
    for name in ("Client", "Caller", "AsyncClient", "Streams", "Generators", "AsyncGenerators"):
        known.opener_of["fakellm", f"{name}.create"] = ADAPTER.opener("Completions.create")
    if mode == "stressed":
        sys.path.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "stress"))
        from stressing import stress_everything

        stress_everything()


def run(name: str) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            importlib.import_module(name)
        except BaseException:
            told = traceback.TracebackException(*sys.exc_info())
            told.stack[:] = [
                it for it in told.stack if not it.filename.endswith(("runner.py", "importlib/__init__.py"))
            ]
            out.write("".join(told.format()))
    return re.sub(r"0x[0-9a-f]+", "0x", out.getvalue())


if mode != "untouched":
    prepare()
if mode == "hooked":
    from onetrace_ai.hook import install_hook

    install_hook()
names = sorted(it[:-3] for it in os.listdir(folder) if it.startswith("p") and it.endswith(".py"))
active = {}
found = {}
for name in names:
    found[name] = run(name)
    if mode != "untouched":
        from onetrace_ai.context import active_span

        active[name] = active_span()
if mode != "untouched":
    from onetrace_ai import inject
    from onetrace_ai.state import state

    found["pending"] = str([f"{it.f_code.co_filename}:{it.f_lineno} {it.f_code.co_name}" for it in inject._pending])
    found["active"] = str([name for name, span in active.items() if span is not None][:1])
    found["internal errors"] = str(state.internal_errors)
    found["recorded"] = str(state.pipeline.recorded if state.pipeline else 0)
    state.pipeline = None
json.dump(found, sys.__stdout__)
sys.__stdout__.flush()
os._exit(0)

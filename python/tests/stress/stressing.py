"""
Every call of every rewritten module in its frame, each with a span: a plugin of pytest, and of the exactness runner.

    STRESS=click PYTHONPATH=tests/stress pytest -p stressing …
"""

from __future__ import annotations

import os
import re


def stress_everything(include=()):
    """Before the modules are imported that are to be stressed."""
    from onetrace_ai import hook, inject
    from onetrace_ai.compiler import find, rules
    from onetrace_ai.config import configure
    from onetrace_ai.sites import known
    from onetrace_ai.sites.pending import Pending
    from onetrace_ai.state import state
    from onetrace_ai.tracer import start_span

    class Stressed(Pending):
        def begin(self):
            return start_span("stress", 1)

    state.config = configure({"endpoint": "http://127.0.0.1:9", "export": {"queue_bytes": 64_000_000}})
    state.initialized = True
    find.judge_call = lambda call, imports, awaited: ("context", False)
    rules.GLANCE = re.compile(b"")
    learned = known.learn_callee
    # A client that is stressed itself must not find the headers that calls of it get.
    plain = bool(os.environ.get("STRESS_PLAIN"))
    known.learn_callee = inject.learn_callee = lambda callee: (None if plain else learned(callee)) or Stressed
    # The rewritten code of another rule is not this one's.
    hook.load_code = lambda path, source: None
    hook.store_code = lambda path, source, code: None
    hook.install_hook(include)


if os.environ.get("STRESS"):
    stress_everything(os.environ["STRESS"].split(","))


def pytest_unconfigure():
    from onetrace_ai import inject
    from onetrace_ai.state import state

    recorded = state.pipeline.recorded if state.pipeline else 0
    print(f"\nstressed: {recorded} spans, {len(inject._pending)} pending, {state.internal_errors} internal errors")
    state.pipeline = None

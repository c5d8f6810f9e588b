from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from onetrace_ai.compiler.compile_file import compile_source
from onetrace_ai.config import configure
from onetrace_ai.export.pipeline import Pipeline
from onetrace_ai.state import State, state

from .kit.llm_server import LlmServer
from .kit.receiver import Receiver


@pytest.fixture(scope="session")
def llm_server() -> Iterator[LlmServer]:
    server = LlmServer()
    yield server
    server.close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    it = Receiver()
    yield it
    it.close()


class Traced:
    """A process that records, begun anew for each test."""

    def __init__(self, receiver: Receiver) -> None:
        self.receiver = receiver

    def configure(self, **options: Any) -> None:
        if state.pipeline is not None:
            state.pipeline.close(0)
        state.config = configure({"endpoint": self.receiver.url, "service_name": "test", **options})
        state.pipeline = Pipeline(state.config)

    def spans(self) -> list[dict[str, Any]]:
        from onetrace_ai import flush

        assert flush(10)
        return self.receiver.spans

    def only(self) -> dict[str, Any]:
        spans = self.spans()
        assert len(spans) == 1, [it["name"] for it in spans]
        return spans[0]


@pytest.fixture
def traced(receiver: Receiver) -> Iterator[Traced]:
    fresh = State()
    state.__dict__.update({**fresh.__dict__, "ambient": state.ambient, "inner": state.inner, "initialized": True})
    it = Traced(receiver)
    it.configure()
    yield it
    assert state.internal_errors == 0, "an error of ours was kept from the program"
    if state.pipeline is not None:
        state.pipeline.close(0)
    state.__dict__.update({**State().__dict__, "ambient": state.ambient, "inner": state.inner})


@pytest.fixture
def rewrite() -> Callable[..., dict[str, Any]]:
    """Runs a program's text rewritten, in this process; returns its names."""

    def run(source: str, **names: Any) -> dict[str, Any]:
        import onetrace_ai.inject  # noqa: F401

        code = compile_source(source.encode(), "program.py", "program.py").code
        assert code is not None, "there is no site in it"
        scope = {"__name__": "program", **names}
        exec(code, scope)
        return scope

    return run

"""OpenAI's Agents SDK, against a model on loopback."""

from __future__ import annotations

import json

import pytest

from ..kit.llm_server import TEXT
from .tree import named, tree_of

HEAD = """
import asyncio
from agents import Agent, Runner, function_tool, OpenAIChatCompletionsModel, OpenAIResponsesModel, set_tracing_export_api_key
from openai import AsyncOpenAI
from onetrace_ai import Observe
client = AsyncOpenAI(base_url=URL, api_key='k', max_retries=0)
chat = OpenAIChatCompletionsModel('gpt-4o', client)
responses = OpenAIResponsesModel('gpt-4o', client)
"""


@pytest.fixture
def run(rewrite, llm_server, monkeypatch):
    from agents.tracing import set_trace_processors

    import onetrace_ai.agents as frameworks

    set_trace_processors([])  # its own would send to its vendor
    frameworks._joined.discard("openai_agents")
    return lambda source: rewrite(HEAD + source, URL=f"{llm_server.url}/v1")


@pytest.mark.parametrize("model", ["chat", "responses"])
def test_a_run(traced, run, model):
    traced.configure(capture_content=True)
    source = f"""
agent = Agent(name='helper', instructions='Help.', model={model})
def inside():
    Observe.set_attribute('session.id', 's')
    return asyncio.run(Runner.run(agent, 'hi')).final_output
r = Observe.with_trace('request', inside)
"""
    assert run(source)["r"] == TEXT
    spans = traced.spans()
    assert tree_of(spans) == [
        ("chat gpt-4o-2024-08-06" if model == "responses" else "chat gpt-4o", "invoke_agent helper"),
        ("invoke_agent helper", "invoke_workflow Agent workflow"),
        ("invoke_workflow Agent workflow", "request"),
        ("request", ""),
    ]
    assert {it["attributes"]["session.id"] for it in spans} == {"s"}
    given = next(it for it in spans if it["name"].startswith("chat"))["attributes"]
    assert given["gen_ai.usage.input_tokens"] == 12 and given["gen_ai.usage.output_tokens"] == 6
    assert "hi" in given["gen_ai.input.messages"]
    assert json.loads(given["gen_ai.output.messages"])[0]["parts"][0]["content"] == TEXT


def test_tools_and_handoffs(traced, run):
    """What a tool does itself is below the tool; the answer after it is a call of its own."""
    source = """
import openai
own = openai.OpenAI(base_url=URL, api_key='k')
asked = 0
@function_tool
def add(a: int) -> str:
    "Adds."
    own.chat.completions.create(model='own', messages=[])
    return Observe.with_trace('in the tool', lambda: 'three')
from agents import AgentHooks
agent = Agent(name='helper', instructions='Help.', model=chat, tools=[add], tool_use_behavior='stop_on_first_tool')
r = asyncio.run(Runner.run(agent, 'hi')).final_output
after = Observe.get_carrier()
"""
    names = run(source)
    assert names["r"] == "three" and names["after"] == {}
    tree = tree_of(traced.spans())
    assert ("execute_tool add", "invoke_agent helper") in tree
    assert ("in the tool", "execute_tool add") in tree and ("chat own", "execute_tool add") in tree


def test_streamed(traced, run):
    source = """
agent = Agent(name='helper', instructions='Help.', model=chat)
async def main():
    result = Runner.run_streamed(agent, 'hi')
    async for event in result.stream_events():
        pass
    return result.final_output
r = asyncio.run(main())
"""
    assert run(source)["r"] == TEXT
    assert ("invoke_agent helper", "invoke_workflow Agent workflow") in tree_of(traced.spans())


def test_errors(traced, run):
    source = """
bad = Agent(name='bad', instructions='x', model=OpenAIChatCompletionsModel('missing', client))
try:
    asyncio.run(Runner.run(bad, 'hi'))
except Exception as error:
    r = type(error).__name__
"""
    assert run(source)["r"] == "NotFoundError"
    spans = traced.spans()
    assert named(spans, "chat missing")["status"]["code"] == 2


def test_a_package_of_the_program_s_own_of_that_name(traced, rewrite, tmp_path, monkeypatch):
    import sys

    import onetrace_ai.agents as frameworks

    frameworks._joined.discard("openai_agents")
    (tmp_path / "agents.py").write_text("x = 1\n")
    kept = {name: it for name, it in sys.modules.items() if name == "agents" or name.startswith("agents.")}
    for name in kept:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert rewrite("import agents\nr = agents.x")["r"] == 1
    frameworks._joined.discard("openai_agents")
    monkeypatch.delitem(sys.modules, "agents")
    sys.modules.update(kept)

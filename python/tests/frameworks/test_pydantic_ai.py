"""pydantic-ai, which tells its runs to OpenTelemetry's API, and nobody has set a global provider."""

from __future__ import annotations

import json

from ..kit.llm_server import TEXT
from ..kit.program import run_python
from .tree import named, tree_of

HEAD = """
import asyncio, os
from pydantic_ai import Agent
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai import OpenAIProvider
import openai
from onetrace_ai import Observe
own = openai.OpenAI(base_url=os.environ['LLM'], api_key='k')
def model(name): return OpenAIChatModel(name, provider=OpenAIProvider(base_url=os.environ['LLM'], api_key='k'))
"""


def spans_of(tmp_path, receiver, llm_server, source, **env):
    (tmp_path / "app.py").write_text(HEAD + source)
    env = {"OTEL_EXPORTER_OTLP_ENDPOINT": receiver.url, "LLM": f"{llm_server.url}/v1", **env}
    done = run_python("-m", "onetrace_ai", "app.py", cwd=tmp_path, **env)
    assert done.returncode == 0 and "onetrace" not in done.stderr, done.stderr
    return receiver.spans, done.stdout


def test_an_agent_with_a_tool(tmp_path, receiver, llm_server):
    source = """
agent = Agent(model('gpt-4o'), instructions='Help.', name='helper')
@agent.tool_plain
def add(a: int) -> str:
    own.chat.completions.create(model='own', messages=[])
    return Observe.with_trace('in the tool', lambda: 'three')
def inside():
    Observe.set_attribute('session.id', 's')
    from pydantic_ai.usage import UsageLimits
    try:
        return agent.run_sync('hi', usage_limits=UsageLimits(request_limit=1)).output
    except Exception as error:
        return type(error).__name__
print(Observe.with_trace('request', inside))
"""
    spans, told = spans_of(tmp_path, receiver, llm_server, source)
    assert told == "UsageLimitExceeded\n"
    tree = tree_of(spans)
    assert ("invoke_agent helper", "request") in tree and ("chat gpt-4o", "invoke_agent helper") in tree
    tool = next(name for name, _ in tree if name.startswith("execute_tool"))
    assert ("in the tool", tool) in tree and ("chat own", tool) in tree
    assert {it["attributes"]["session.id"] for it in spans} == {"s"}
    given = named(spans, "chat gpt-4o")["attributes"]
    assert given["gen_ai.usage.input_tokens"] == 12
    assert "gen_ai.input.messages" not in given or "hi" not in given["gen_ai.input.messages"]


def test_content_where_it_is_asked_for(tmp_path, receiver, llm_server):
    source = "print(Agent(model('gpt-4o'), name='a').run_sync('hi there').output)\n"
    asked = {"OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT": "true"}
    spans, told = spans_of(tmp_path, receiver, llm_server, source, **asked)
    assert told == f"{TEXT}\n"
    given = named(spans, "chat gpt-4o")["attributes"]
    assert "hi there" in json.dumps(given) and given["gen_ai.operation.name"] == "chat"


def test_streams_and_two_sessions_at_once(tmp_path, receiver, llm_server):
    source = """
agent = Agent(model('gpt-4o'), name='helper')
async def one(session):
    async def inside():
        Observe.set_attribute('session.id', session)
        async with agent.run_stream('hi') as result:
            return ''.join([it async for it in result.stream_text(delta=True)])
    return await Observe.with_trace('request', inside)
async def main(): print(await asyncio.gather(one('s1'), one('s2')))
asyncio.run(main())
print(Observe.get_carrier())
"""
    spans, told = spans_of(tmp_path, receiver, llm_server, source)
    assert told == f"{[TEXT, TEXT]}\n{{}}\n"
    for session in ("s1", "s2"):
        mine = [it for it in spans if it["attributes"]["session.id"] == session]
        assert ("chat gpt-4o", "invoke_agent helper") in tree_of(mine)


def test_what_the_program_has_said_stays(tmp_path, receiver, llm_server):
    """Its own instrumentation, and no global provider of ours."""
    source = """
from opentelemetry import trace
print(type(trace.get_tracer_provider()).__name__)
Agent.instrument_all(False)
print(Agent(model('gpt-4o')).run_sync('hi').output)
"""
    spans, told = spans_of(tmp_path, receiver, llm_server, source)
    assert told == f"ProxyTracerProvider\n{TEXT}\n"
    assert spans == []

"""CrewAI, against a model on loopback."""

from __future__ import annotations

from ...kit.llm_server import TEXT
from ...kit.program import run_python
from ..tree import named, tree_of

HEAD = """
import os
from crewai import Agent, Crew, Task, LLM
from crewai.tools import tool
from crewai.flow.flow import Flow, start, listen
from onetrace_ai import Observe
llm = LLM(model='openai/gpt-4o', base_url=os.environ['LLM'], api_key='k', temperature=0.5)
"""


def spans_of(tmp_path, receiver, llm_server, source, **env):
    (tmp_path / "app.py").write_text(HEAD + source)
    env = {
        "OTEL_EXPORTER_OTLP_ENDPOINT": receiver.url, "LLM": f"{llm_server.url}/v1", "CREWAI_DISABLE_TELEMETRY": "true",
        "CREWAI_DISABLE_TRACKING": "true", "CREWAI_TRACING_ENABLED": "false", "HOME": str(tmp_path), **env,
    }  # fmt: skip
    done = run_python("-m", "onetrace_ai", "app.py", cwd=tmp_path, timeout=240, **env)
    assert done.returncode == 0 and "onetrace:" not in done.stderr, done.stderr[-3000:]
    return receiver.spans, done.stdout.splitlines()


def test_a_crew(tmp_path, receiver, llm_server):
    source = """
agent = Agent(role='helper', goal='help', backstory='none', llm=llm, verbose=False)
task = Task(name='sum', description='2+2?', expected_output='a number', agent=agent)
def inside():
    Observe.set_attribute('session.id', 's')
    return Crew(name='crew', agents=[agent], tasks=[task], verbose=False).kickoff().raw
print('answer', Observe.with_trace('request', inside))
print('after', Observe.get_carrier())
"""
    asked = {"OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT": "true"}
    spans, told = spans_of(tmp_path, receiver, llm_server, source, **asked)
    assert f"answer {TEXT}" in told and "after {}" in told
    assert [it for it in tree_of(spans) if not it[0].startswith("crewai")] == [
        ("chat gpt-4o", "invoke_workflow AgentExecutor"),  # a flow of its own
        ("invoke_agent helper", "task sum"),
        ("invoke_workflow AgentExecutor", "invoke_agent helper"),
        ("invoke_workflow crew", "request"),
        ("request", ""),
        ("task sum", "invoke_workflow crew"),
    ]
    assert {it["attributes"]["session.id"] for it in spans} == {"s"}
    given = named(spans, "chat gpt-4o")["attributes"]
    assert given["gen_ai.usage.input_tokens"] == 12 and given["gen_ai.usage.output_tokens"] == 6
    assert "2+2?" in given["gen_ai.input.messages"] and "Two and two" in given["gen_ai.output.messages"]


def test_a_tool_is_below_its_run(tmp_path, receiver, llm_server):
    """What the program's own tool does, whatever the bus' threads have got to meanwhile."""
    source = """
@tool('add')
def add(a: int) -> str:
    "Adds."
    return Observe.with_trace('in the tool', lambda: 'three')
agent = Agent(role='helper', goal='help', backstory='none', llm=llm, tools=[add], verbose=False, max_iter=2)
task = Task(name='sum', description='2+2?', expected_output='a number', agent=agent)
try:
    Observe.with_trace('request', lambda: Crew(name='crew', agents=[agent], tasks=[task], verbose=False).kickoff())
except Exception as error:
    print(type(error).__name__)
"""
    spans, _ = spans_of(tmp_path, receiver, llm_server, source)
    tree = tree_of(spans)
    assert ("in the tool", "execute_tool add") in tree, tree
    assert named(spans, "execute_tool add")["attributes"]["gen_ai.operation.name"] == "execute_tool"


def test_a_flow_and_a_failure(tmp_path, receiver, llm_server):
    source = """
class Steps(Flow):
    @start()
    def first(self):
        return Observe.with_trace('in the step', lambda: 1)
    @listen(first)
    def second(self, one):
        return LLM(model='openai/missing', base_url=os.environ['LLM'], api_key='k').call('hi')
try:
    Observe.with_trace('request', lambda: Steps().kickoff())
except Exception as error:
    print('raised', type(error).__name__)
"""
    spans, told = spans_of(tmp_path, receiver, llm_server, source)
    assert any(it.startswith("raised") for it in told)
    tree = tree_of(spans)
    assert ("in the step", "step first") in tree and ("chat missing", "step second") in tree
    assert named(spans, "chat missing")["status"]["code"] == 2
    assert named(spans, "step second")["status"]["code"] == 2

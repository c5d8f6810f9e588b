"""LangChain and LangGraph, against a model on loopback."""

from __future__ import annotations

import json

import pytest

from ..kit.llm_server import TEXT
from .tree import named, tree_of

HEAD = """
import asyncio
from typing import TypedDict
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.output_parsers import StrOutputParser
from langchain_core.runnables import RunnableLambda
from langchain_core.tools import tool
from langchain_core.retrievers import BaseRetriever
from langchain_core.documents import Document
from langchain_openai import ChatOpenAI
from langgraph.graph import StateGraph, START, END
from onetrace_ai import Observe
model = ChatOpenAI(model='gpt-4o', base_url=URL, api_key='k', temperature=0.5, max_retries=0)
chain = ChatPromptTemplate.from_template('{q}') | model | StrOutputParser()
"""


@pytest.fixture
def run(rewrite, llm_server, tmp_path):
    """An address of its own: LangChain keeps asynchronous clients by it, beyond their event loop."""
    return lambda source: rewrite(HEAD + source, URL=f"{llm_server.url}{tmp_path}/v1")


def test_a_chain(traced, run):
    traced.configure(capture_content=True)
    assert run("r = chain.invoke({'q': 'hi'})")["r"] == TEXT
    spans = traced.spans()
    assert tree_of(spans) == [
        ("chat gpt-4o", "invoke_workflow RunnableSequence"),
        ("invoke_workflow RunnableSequence", ""),
    ]
    chat = named(spans, "chat gpt-4o")
    given = chat["attributes"]
    assert chat["kind"] == 3
    assert given["gen_ai.provider.name"] == "openai" and given["gen_ai.request.temperature"] == 0.5
    assert given["gen_ai.usage.input_tokens"] == 12 and given["gen_ai.usage.cache_read.input_tokens"] == 4
    assert given["gen_ai.response.finish_reasons"] == ["stop"]
    assert given["gen_ai.response.model"] == "gpt-4o-2024-08-06"
    assert json.loads(given["gen_ai.input.messages"]) == [
        {"role": "user", "parts": [{"type": "text", "content": "hi"}]}
    ]
    assert json.loads(given["gen_ai.output.messages"])[0]["parts"] == [{"type": "text", "content": TEXT}]


@pytest.mark.parametrize(
    "source",
    [
        "r = ''.join(chain.stream({'q': 'x'}))",
        "r = asyncio.run(chain.ainvoke({'q': 'x'}))",
        "async def f(): return ''.join([it async for it in chain.astream({'q': 'x'})])\nr = asyncio.run(f())",
        "r = chain.batch([{'q': 'x'}])[0]",
        "async def f(): return ''.join([it['data']['chunk'] async for it in chain.astream_events({'q': 'x'}, version='v2') if it['event'] == 'on_chain_stream' and not it['parent_ids']])\nr = asyncio.run(f())",
    ],
)
def test_every_way_to_run(traced, run, source):
    assert run(source)["r"] == TEXT
    spans = traced.spans()
    assert tree_of(spans) == [
        ("chat gpt-4o", "invoke_workflow RunnableSequence"),
        ("invoke_workflow RunnableSequence", ""),
    ]
    if "stream" in source:
        assert "gen_ai.response.time_to_first_chunk" in named(spans, "chat gpt-4o")["attributes"]


def test_a_model_alone_is_below_what_is_active(traced, run):
    source = """
def inside():
    Observe.set_attribute('session.id', 's')
    return model.invoke('x').content
r = Observe.with_trace('request', inside)
"""
    assert run(source)["r"] == TEXT
    spans = traced.spans()
    assert tree_of(spans) == [("chat gpt-4o", "request"), ("request", "")]
    assert {it["attributes"]["session.id"] for it in spans} == {"s"}


def test_the_program_s_own_code_is_below_its_run(traced, run):
    """A node's request, model and carrier belong to the node; parallel ones do not meet."""
    source = """
import openai
client = openai.OpenAI(base_url=URL, api_key='k')
class State(TypedDict):
    text: str
    other: str
@tool
def lookup(word: str) -> str:
    "Looks it up."
    return Observe.with_trace('in the tool', lambda: word)
def plan(state):
    client.chat.completions.create(model='own', messages=[])
    return {'text': lookup.invoke({'word': 'x'})}
async def side(state):
    await asyncio.sleep(0.01)
    return {'other': Observe.with_trace('in the side', Observe.get_trace_id)}
def answer(state):
    return {'text': chain.invoke({'q': state['text']})}
graph = StateGraph(State)
for node in (plan, side, answer):
    graph.add_node(node.__name__, node)
graph.add_edge(START, 'plan'); graph.add_edge(START, 'side')
graph.add_edge('plan', 'answer'); graph.add_edge('side', END); graph.add_edge('answer', END)
app = graph.compile(name='flow')
r = asyncio.run(app.ainvoke({'text': 'a'}))
after = Observe.get_carrier()
"""
    names = run(source)
    assert names["r"]["text"] == TEXT and names["after"] == {}
    assert tree_of(traced.spans()) == [
        ("chat gpt-4o", "node answer"),
        ("chat own", "node plan"),
        ("execute_tool lookup", "node plan"),
        ("in the side", "node side"),
        ("in the tool", "execute_tool lookup"),
        ("invoke_workflow flow", ""),
        ("node answer", "invoke_workflow flow"),
        ("node plan", "invoke_workflow flow"),
        ("node side", "invoke_workflow flow"),
    ]


def test_a_stream_that_is_broken_off_leaves_nothing_behind(traced, run):
    source = """
def inside():
    steps = chain.stream({'q': 'x'})
    next(steps)
    between = Observe.get_trace_id(), Observe.with_trace('between', lambda: None)
    steps.close()
Observe.with_trace('request', inside)
"""
    run(source)
    spans = traced.spans()
    assert ("between", "request") in tree_of(spans)
    assert len(spans) == 4 and not any("status" in it for it in spans)


def test_errors(traced, run):
    source = """
from langchain_core.runnables import RunnableConfig
bad = ChatOpenAI(model='missing', base_url=URL, api_key='k', max_retries=0)
try:
    (ChatPromptTemplate.from_template('{q}') | bad).invoke({'q': 'x'})
except Exception as error:
    r = type(error).__name__
@tool
def fails(a: str) -> str:
    "No."
    raise ValueError('no')
try:
    fails.invoke({'a': 'x'})
except ValueError:
    pass
"""
    assert run(source)["r"].endswith("NotFoundError")
    spans = traced.spans()
    assert named(spans, "chat missing")["attributes"]["error.type"] == "404"
    assert named(spans, "execute_tool fails")["attributes"]["error.type"] == "ValueError"


def test_tools_that_a_model_calls_and_a_retriever(traced, run):
    traced.configure(capture_content=True)
    source = """
@tool
def add(a: int) -> int:
    "Adds."
    return a + 1
message = model.bind_tools([add]).invoke('2+2?')
call = message.tool_calls[0]
answer = add.invoke(call)
class Docs(BaseRetriever):
    def _get_relevant_documents(self, query, *, run_manager):
        return [Document(page_content=query)]
docs = Docs().invoke('what')
"""
    names = run(source)
    assert names["answer"].content == "3"
    spans = traced.spans()
    given = named(spans, "chat gpt-4o")["attributes"]
    assert json.loads(given["gen_ai.output.messages"])[0]["parts"] == [
        {"type": "tool_call", "id": "call_1", "name": "add", "arguments": '{"a":2}'}
    ]
    assert named(spans, "execute_tool add")["attributes"]["gen_ai.tool.call.id"] == "call_1"
    assert named(spans, "retrieval Docs")["attributes"]["gen_ai.operation.name"] == "retrieval"

"""LlamaIndex, against a model on loopback."""

from __future__ import annotations

import json

import pytest

from ...kit.llm_server import TEXT
from ..tree import named, tree_of

HEAD = """
import asyncio
from llama_index.core import VectorStoreIndex, Document, MockEmbedding, Settings
from llama_index.core.llms import ChatMessage
from llama_index.core.tools import FunctionTool
from llama_index.llms.openai import OpenAI
from onetrace_ai import Observe
llm = OpenAI(model='gpt-4o', api_base=URL, api_key='k', temperature=0.5, max_retries=0)
"""


@pytest.fixture
def run(rewrite, llm_server):
    return lambda source: rewrite(HEAD + source, URL=f"{llm_server.url}/v1")


WAYS = {
    "chat": "r = llm.chat([ChatMessage(role='user', content='hi')]).message.content",
    "complete": "r = llm.complete('hi').text",
    "stream": "r = ''.join(it.delta for it in llm.stream_chat([ChatMessage(role='user', content='hi')]))",
    "async": "r = asyncio.run(llm.achat([ChatMessage(role='user', content='hi')])).message.content",
    "async stream": "async def f(): return ''.join([it.delta async for it in await llm.astream_chat([ChatMessage(role='user', content='hi')])])\nr = asyncio.run(f())",
}


@pytest.mark.parametrize("way", WAYS)
def test_a_model(traced, run, way):
    traced.configure(capture_content=True)
    assert run(WAYS[way])["r"] == TEXT
    span = traced.only()
    given = span["attributes"]
    assert span["name"] in ("chat gpt-4o", "text_completion gpt-4o") and span["kind"] == 3
    assert given["gen_ai.provider.name"] == "openai" and given["gen_ai.request.temperature"] == 0.5
    assert given["gen_ai.response.finish_reasons"] == ["stop"]
    assert json.loads(given["gen_ai.input.messages"])[0]["parts"][0]["content"] == "hi"
    assert json.loads(given["gen_ai.output.messages"])[0]["parts"][0]["content"] == TEXT
    if "stream" in way:
        assert given["gen_ai.request.stream"] is True
    else:
        assert given["gen_ai.usage.input_tokens"] == 12 and given["gen_ai.usage.cache_read.input_tokens"] == 4


def test_a_query_in_a_request(traced, run):
    source = """
index = VectorStoreIndex.from_documents([Document(text='Two and two is four.')], embed_model=MockEmbedding(embed_dim=4))
def inside():
    Observe.set_attribute('session.id', 's')
    return str(index.as_query_engine(llm=llm).query('What is 2+2?'))
r = Observe.with_trace('request', inside)
"""
    assert run(source)["r"] == TEXT
    spans = traced.spans()
    mine = [it for it in spans if it["attributes"].get("session.id") == "s"]
    tree = tree_of(mine)
    assert ("invoke_workflow RetrieverQueryEngine", "request") in tree
    assert ("retrieval VectorIndexRetriever", "invoke_workflow RetrieverQueryEngine") in tree
    assert ("chat gpt-4o", "invoke_workflow RetrieverQueryEngine") in tree


def test_a_tool_and_what_it_does(traced, run):
    source = """
def add(a: int) -> int:
    "Adds."
    return Observe.with_trace('in the tool', lambda: a + 1)
r = Observe.with_trace('request', lambda: FunctionTool.from_defaults(add).call(a=2).raw_output)
after = Observe.get_carrier()
"""
    names = run(source)
    assert names["r"] == 3 and names["after"] == {}
    assert tree_of(traced.spans()) == [
        ("execute_tool add", "request"),
        ("in the tool", "execute_tool add"),
        ("request", ""),
    ]


def test_errors(traced, run):
    source = """
bad = OpenAI(model='missing', api_base=URL, api_key='k', max_retries=0, context_window=1000)
try:
    bad.chat([ChatMessage(role='user', content='hi')])
except Exception as error:
    r = type(error).__name__
"""
    assert run(source)["r"] in ("NotFoundError", "ValueError")
    assert named(traced.spans(), "chat missing")["status"]["code"] == 2

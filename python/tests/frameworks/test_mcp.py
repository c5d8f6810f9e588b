"""The Model Context Protocol between two processes, over pipes and over HTTP, with its own spans and with ours."""

from __future__ import annotations

import socket
import subprocess
import sys
import time

import pytest

from ..kit.program import environment, run_python
from .tree import tree_of

SERVER = """
import os, sys
from mcp.server.mcpserver import MCPServer
from onetrace_ai import Observe
Observe.init(otel=OPTION)
server = MCPServer("tools")

@server.tool()
def add(a: int, b: int) -> int:
    "Adds."
    return Observe.with_trace("inside", lambda: a + b)

@server.tool()
def fails() -> int:
    "Fails."
    raise ValueError("no")

@server.prompt()
def hello(name: str) -> str:
    "Greets."
    return f"Hello {name}"

if __name__ == "__main__":
    server.run(*sys.argv[1:2], **({"port": int(sys.argv[2])} if sys.argv[2:] else {}))
"""
CLIENT = """
import asyncio, os, sys
from mcp import Client, StdioServerParameters
from onetrace_ai import Observe
Observe.init(otel=OPTION)
target = sys.argv[1]
if target == "stdio":
    target = StdioServerParameters(command=sys.executable, args=["-m", "onetrace_ai", "server.py"], env=dict(os.environ, OTEL_SERVICE_NAME="server"))

async def main():
    async with Client(target) as client:
        for session in ("s1", "s2"):
            async def request():
                Observe.set_attribute("session.id", session)
                result = await client.call_tool("add", {"a": 1, "b": 2})
                await client.call_tool("fails", {}, meta={"own": "1"})
                await client.get_prompt("hello", {"name": "you"})
                return result.content[0].text
            print(await Observe.with_trace("request", request))
asyncio.run(main())
"""


def programs(tmp_path, otel):
    (tmp_path / "server.py").write_text(SERVER.replace("OPTION", otel))
    (tmp_path / "client.py").write_text(CLIENT.replace("OPTION", otel))


def check(receiver, otel):
    """The package's own spans of a client are called `MCP send …`."""
    sent = "MCP send tools/call add" if otel == "True" else "tools/call add"
    deadline = time.monotonic() + 60
    while sum(it["name"] == "prompts/get hello" for it in receiver.spans) < (2 if otel == "True" else 4):
        assert time.monotonic() < deadline, [it["name"] for it in receiver.spans]
        time.sleep(0.05)
    for session in ("s1", "s2"):
        mine = [it for it in receiver.spans if it["attributes"].get("session.id") == session]
        tree = tree_of(mine)
        assert ("request", "") in tree and ("inside", "tools/call add") in tree
        assert ("tools/call add", sent) in tree and (sent, "request") in tree
        server = next(it for it in mine if it["name"] == "tools/call add" and it["service"] == "server")
        assert server["kind"] == 2 and server["attributes"]["gen_ai.tool.name"] == "add"
        failed = [it for it in mine if it["name"] == "tools/call fails"]
        assert {it["attributes"].get("error.type") for it in failed} == {"tool_error"}, failed


@pytest.mark.parametrize("otel", ["None", "True"])
def test_over_pipes(tmp_path, receiver, otel):
    programs(tmp_path, otel)
    env = {"OTEL_EXPORTER_OTLP_ENDPOINT": receiver.url, "OTEL_SERVICE_NAME": "client"}
    done = run_python("-m", "onetrace_ai", "client.py", "stdio", cwd=tmp_path, **env)
    assert done.stdout == "3\n3\n", done.stderr
    assert "internal" not in done.stderr
    check(receiver, otel)


@pytest.mark.parametrize("otel", ["None", "True"])
def test_over_http(tmp_path, receiver, otel):
    programs(tmp_path, otel)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = environment(OTEL_EXPORTER_OTLP_ENDPOINT=receiver.url)
    with open(tmp_path / "log", "w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "onetrace_ai", "server.py", "streamable-http", str(port)],
            cwd=tmp_path, env={**env, "OTEL_SERVICE_NAME": "server"}, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and socket.socket().connect_ex(("127.0.0.1", port)) != 0:
            time.sleep(0.05)
        url = f"http://127.0.0.1:{port}/mcp"
        told = {"OTEL_EXPORTER_OTLP_ENDPOINT": receiver.url, "OTEL_SERVICE_NAME": "client"}
        done = run_python("-m", "onetrace_ai", "client.py", url, cwd=tmp_path, **told)
        assert done.stdout == "3\n3\n", done.stderr + (tmp_path / "log").read_text()
        check(receiver, otel)
    finally:
        server.terminate()
        server.wait(20)

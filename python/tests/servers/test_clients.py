"""Clients against a server that tells which headers came: a span each, ids to everybody, identities to few."""

from __future__ import annotations

import asyncio
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from onetrace_ai import Observe


class Echo:
    """`/echo` answers with the request's headers; `/to?where` redirects."""

    def __init__(self):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                if self.path.startswith("/to?"):
                    self.send_response(302)
                    self.send_header("location", self.path[4:])
                    self.send_header("content-length", "0")
                    self.end_headers()
                    return
                status = 503 if self.path.startswith("/fails") else 200
                body = json.dumps({name.lower(): value for name, value in self.headers.items()}).encode()
                self.send_response(status)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self):
                self.rfile.read(int(self.headers.get("content-length") or 0))
                self.do_GET()

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        # Another name of the same server, which the policy of a test calls a stranger.
        self.stranger = f"http://localhost:{self._server.server_port}"

    def close(self):
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture(scope="module")
def echo():
    it = Echo()
    yield it
    it.close()


# `U` is the URL; each gives the headers that came as JSON text.
CALLS = {
    "requests.get": "import requests\nr = requests.get(U).text",
    "requests.post": "import requests\nr = requests.post(U, json={'a': 1}, headers={'x-own': '1'}).text",
    "requests session": "import requests\nwith requests.Session() as s: r = s.get(U, timeout=9).text",
    "requests.request": "import requests\nr = requests.request('GET', url=U).text",
    "httpx.get": "import httpx\nr = httpx.get(U).text",
    "httpx client": "import httpx\nwith httpx.Client() as c: r = c.get(U, headers=[('x-own', '1')]).text",
    "httpx base_url": "import httpx\nwith httpx.Client(base_url=U) as c: r = c.get('').text",
    "httpx stream": "import httpx\nwith httpx.Client() as c:\n    with c.stream('GET', U) as s: r = s.read().decode()",
    "httpx async": "import httpx, asyncio\nasync def f():\n    async with httpx.AsyncClient() as c: return (await c.get(U)).text\nr = asyncio.run(f())",
    "httpx gather": "import httpx, asyncio\nasync def f():\n    async with httpx.AsyncClient() as c: return (await asyncio.gather(c.get(U)))[0].text\nr = asyncio.run(f())",
    "httpx2.get": "import httpx2\nr = httpx2.get(U).text",
    "httpx2 client": "import httpx2\nwith httpx2.Client() as c: r = c.post(U, json={}).text",
    "urllib": "import urllib.request\nr = urllib.request.urlopen(U).read().decode()",
    "urllib request": "from urllib.request import urlopen, Request\nr = urlopen(Request(U)).read().decode()",
    "urllib3": "import urllib3\nr = urllib3.request('GET', U, redirect=False).data.decode()",
    "urllib3 pool": "import urllib3\nr = urllib3.PoolManager().request('GET', U, redirect=False).data.decode()",
    "aiohttp": "import aiohttp, asyncio\nasync def f():\n    async with aiohttp.ClientSession() as s:\n        async with s.get(U) as a: return await a.text()\nr = asyncio.run(f())",
}


def ask(rewrite, source, url):
    def asked():
        Observe.set_attribute("session.id", "s")
        return json.loads(rewrite(source, U=url)["r"])

    return Observe.with_trace("root", asked)


@pytest.mark.parametrize("way", CALLS)
def test_carries(traced, rewrite, echo, way):
    came = ask(rewrite, CALLS[way], f"{echo.url}/echo?api_key=k")
    spans = {it["kind"]: it for it in traced.spans()}
    assert len(spans) == 2, [it["name"] for it in traced.spans()]
    span = spans[3]
    assert came["traceparent"] == f"00-{span['traceId']}-{span['spanId']}-03"
    assert came["baggage"] == "session.id=s"
    assert ("x-own" in CALLS[way]) is ("x-own" in came)
    assert span["name"] == ("POST" if "post" in CALLS[way] else "GET")
    assert span["parentSpanId"] == spans[1]["spanId"]
    given = span["attributes"]
    assert given["url.full"].endswith("?api_key=REDACTED")
    assert given["http.response.status_code"] == 200 and given["server.address"] == "127.0.0.1"


@pytest.mark.parametrize("way", CALLS)
def test_nobodys_identity_goes_to_a_stranger(traced, rewrite, echo, way):
    traced.configure(propagate_to="127.0.0.1")
    came = ask(rewrite, CALLS[way], f"{echo.stranger}/echo")
    assert "baggage" not in came and "traceparent" in came


FOLLOWS = {
    **{way: source for way, source in CALLS.items() if way.startswith(("requests", "urllib", "aiohttp"))},
    "httpx.get": "import httpx\nr = httpx.get(U, follow_redirects=True).text",
    "httpx client": "import httpx\nwith httpx.Client(follow_redirects=True) as c: r = c.get(U).text",
    "urllib3": "import urllib3\nr = urllib3.request('GET', U).data.decode()",
    "urllib3 pool": "import urllib3\nr = urllib3.PoolManager().request('GET', U).data.decode()",
}


@pytest.mark.parametrize("way", FOLLOWS)
def test_nobodys_identity_follows_a_redirect(traced, rewrite, echo, way):
    traced.configure(propagate_to="127.0.0.1")
    came = ask(rewrite, FOLLOWS[way], f"{echo.url}/to?{echo.stranger}/echo")
    assert "baggage" not in came


def test_a_traceparent_set_by_hand_stays(traced, rewrite, echo):
    mine = f"00-{'c' * 32}-{'d' * 16}-01"
    source = f"import requests\nr = requests.get(U, headers={{'Traceparent': '{mine}'}}).text"
    came = ask(rewrite, source, f"{echo.url}/echo")
    assert came["traceparent"] == mine and "baggage" not in came


def test_errors(traced, rewrite, echo):
    source = """
import requests, httpx, asyncio
requests.get(U + '/fails')
try: requests.get('http://user:secret@127.0.0.1:9/')
except requests.ConnectionError: pass
async def f():
    try:
        async with httpx.AsyncClient() as c: await c.get('http://127.0.0.1:9/')
    except httpx.ConnectError: pass
asyncio.run(f())
"""
    rewrite(source, U=echo.url)
    answered, refused, later = traced.spans()
    assert answered["attributes"]["error.type"] == "503"
    assert refused["attributes"]["error.type"] == "requests.exceptions.ConnectionError"
    assert later["attributes"]["error.type"] == "httpx.ConnectError"
    assert "secret" not in json.dumps([answered, refused, later])


def test_nothing_configured_adds_nothing(rewrite, echo):
    source = "import requests\nr = requests.get(U).json()"
    from onetrace_ai.config import Config
    from onetrace_ai.state import state

    state.config = Config(None)
    state.config.recording = False
    try:
        came = Observe.with_trace("x", lambda: rewrite(source, U=f"{echo.url}/echo")["r"])
        assert "traceparent" not in came
    finally:
        state.config = None


def test_threads_and_executors_belong_to_who_asked(traced, rewrite):
    source = """
import threading, asyncio
from concurrent.futures import ThreadPoolExecutor
from onetrace_ai import Observe
def work(n=0): return Observe.get_carrier()['baggage']
pool = ThreadPoolExecutor(1)
def ask(name):
    Observe.set_attribute('session.id', name)
    found = [pool.submit(work).result(), *pool.map(work, [1, 2])]
    thread = threading.Thread(target=lambda: found.append(work()))
    thread.start(); thread.join()
    timer = threading.Timer(0, lambda: found.append(work()))
    timer.start(); timer.join()
    async def main(): return await asyncio.get_running_loop().run_in_executor(pool, work)
    found.append(asyncio.run(main()))
    return found
r = [Observe.with_trace(n, lambda n=n: ask(n)) for n in ('a', 'b')]
bare = pool.submit(Observe.get_carrier).result()
"""
    names = rewrite(source)
    assert names["r"] == [["session.id=a"] * 6, ["session.id=b"] * 6]
    assert names["bare"] == {}
    asyncio.run(asyncio.sleep(0))

"""httpx and httpx2: a call a span; clients that are built in sight set the headers of every hop by event hooks."""

from __future__ import annotations

from typing import Any

from ..context import active_span
from ..propagation import outgoing_headers, place_of
from ..sites.known import Opener
from ..sites.pending import Pending
from ..span import CLIENT
from ..warn import swallow
from .call import CARRIER, HttpCall, has_header, is_ours

VERBS = frozenset(["get", "post", "put", "patch", "delete", "head", "options", "request", "stream"])
CLIENTS = ("Client", "AsyncClient")


def resolve(module: str, name: str, callee: Any) -> Opener | None:
    if name in CLIENTS and isinstance(callee, type):
        return HttpxBuild
    owner, _, verb = name.rpartition(".")
    if verb not in VERBS or owner not in ("", *CLIENTS):
        return None
    return HttpxCall


class HttpxBuild(Pending):
    __slots__ = ()

    def added_keywords(self) -> dict[str, Any]:
        hooks = self.kwargs.get("event_hooks") or {}
        is_async = "Async" in self.callee.__name__ or any("Async" in it.__name__ for it in self.callee.__mro__)
        ours: Any = carry_later if is_async else carry_now
        return {"event_hooks": {**hooks, "request": [*hooks.get("request", ()), ours]}}


def carry_now(request: Any) -> None:
    """Asked for every hop, with the URL that is really used."""
    span = active_span()
    if span is None or (span.opaque and not span.end):
        return
    try:
        headers = request.headers
        if has_header(headers, "traceparent") and not is_ours(headers, span):
            return  # set by hand
        added = outgoing_headers(span, place_of(request.url)) if span.kind == CLIENT else {}
        for name in CARRIER:
            if name in added:
                headers[name] = added[name]
            elif name in headers:
                del headers[name]
    except Exception as error:
        swallow(error)


async def carry_later(request: Any) -> None:
    carry_now(request)


class HttpxCall(HttpCall):
    __slots__ = ()

    def target(self) -> tuple[str, Any]:
        verb = self.callee.__name__
        names = ("method", "url") if verb in ("request", "stream") else ("url",)
        given = {**dict(zip(names, self.args)), **self.kwargs}
        url = str(given.get("url", ""))
        client = getattr(self.callee, "__self__", None)
        if client is not None and "://" not in url:
            url = f"{str(client.base_url).rstrip('/')}/{url.lstrip('/')}"
        return given.get("method", verb), url

    def reach(self) -> str:
        """A client follows redirects where it is told to, and takes along what it knows as no credential."""
        client = getattr(self.callee, "__self__", None)
        follows = self.kwargs.get("follow_redirects", getattr(client, "follow_redirects", False))
        return "ids" if follows is True else "identity"

    def added_keywords(self) -> dict[str, Any]:
        client = getattr(self.callee, "__self__", None)
        if client is not None:
            hooks = client.event_hooks.get("request", ())
            if carry_now in hooks or carry_later in hooks:
                return {}
        return super().added_keywords()

    def finish(self, result: Any) -> Any:
        if self.callee.__name__ == "stream" and self.span is not None:
            return self._stream(result)
        return super().finish(result)

    def _stream(self, manager: Any) -> Any:
        """`client.stream(…)` sends when it is entered."""
        from .streamed import watch_manager

        assert self.span is not None
        return watch_manager(manager, self.span)

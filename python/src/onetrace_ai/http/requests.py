"""requests: a call a span; its redirects are followed by the library, with every header, so baggage is taken off."""

from __future__ import annotations

from typing import Any

from ..propagation import place_of, reach_of
from ..sites.known import Opener
from .call import HttpCall

VERBS = frozenset(["get", "post", "put", "patch", "delete", "head", "options"])


def resolve(module: str, name: str, callee: Any) -> Opener | None:
    verb = name.removeprefix("Session.")
    if module not in ("requests.api", "requests.sessions") or (verb not in VERBS and verb != "request"):
        return None
    return RequestsCall


class RequestsCall(HttpCall):
    __slots__ = ()

    def target(self) -> tuple[str, Any]:
        verb = self.callee.__name__
        names = ("method", "url") if verb == "request" else ("url",)
        given = {**dict(zip(names, self.args)), **self.kwargs}
        return given.get("method", verb), given.get("url")

    def added_keywords(self) -> dict[str, Any]:
        added = super().added_keywords()
        if "baggage" in added.get("headers", {}):
            added["hooks"] = _with_hook(self.kwargs.get("hooks"))
            if added["hooks"] is None:
                del added["hooks"], added["headers"]["baggage"]
        return added


def _with_hook(hooks: Any) -> Any:
    """The program's own first; None where it cannot be told what they are."""
    if not hooks:
        return {"response": [before_redirect]}
    if not isinstance(hooks, dict):
        return None
    own = hooks.get("response") or []
    return {**hooks, "response": [*(own if isinstance(own, (list, tuple)) else [own]), before_redirect]}


def before_redirect(response: Any, *args: Any, **kwargs: Any) -> None:
    """Seen before a redirect is followed: the next request copies the headers of this one."""
    if response.is_redirect:
        from requests.compat import urljoin

        target = place_of(urljoin(response.url, response.headers["location"]))
        if reach_of(target) != "identity":
            response.request.headers.pop("baggage", None)

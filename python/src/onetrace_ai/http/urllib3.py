"""urllib3: a pool follows redirects itself with every header, so an identity goes only where it does not."""

from __future__ import annotations

from typing import Any

from ..sites.known import Opener
from .call import HttpCall


def resolve(module: str, name: str, callee: Any) -> Opener | None:
    if name in ("request", "PoolManager.request", "RequestMethods.request", "PoolManager.urlopen"):
        return Urllib3Call
    return None


class Urllib3Call(HttpCall):
    __slots__ = ()

    def target(self) -> tuple[str, Any]:
        given = {**dict(zip(("method", "url"), self.args)), **self.kwargs}
        return given.get("method", "GET"), given.get("url")

    def reach(self) -> str:
        return "identity" if self.kwargs.get("redirect") is False else "ids"

    def added_keywords(self) -> dict[str, Any]:
        own = getattr(getattr(self.callee, "__self__", None), "headers", None)
        # The pool's own headers count only where the call has none.
        if self.kwargs.get("headers") is None and own:
            self.kwargs = {**self.kwargs, "headers": own}
        return super().added_keywords()

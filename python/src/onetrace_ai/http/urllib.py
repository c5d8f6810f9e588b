"""urllib.request.urlopen: headers that are not sent again after a redirect are an official part of it."""

from __future__ import annotations

from typing import Any

from ..sites.known import Opener
from .call import HttpCall


def resolve(module: str, name: str, callee: Any) -> Opener | None:
    opens = module == "urllib.request" and name in ("urlopen", "OpenerDirector.open")
    return UrllibCall if opens else None


class UrllibCall(HttpCall):
    __slots__ = ("_request",)
    changes = True

    def early_args(self) -> tuple[Any, ...]:
        """A text becomes the `Request` that the library would make of it."""
        from urllib.request import Request

        if self.args and isinstance(self.args[0], str) and self.args[0].startswith(("http:", "https:")):
            self.args = (Request(self.args[0]), *self.args[1:])
        return self.args

    def target(self) -> tuple[str, Any]:
        request = self.args[0] if self.args else self.kwargs.get("url")
        data = self.kwargs.get("data", self.args[1] if len(self.args) > 1 else getattr(request, "data", None))
        method = getattr(request, "method", None) or ("GET" if data is None else "POST")
        return method, getattr(request, "full_url", request)

    def added_keywords(self) -> dict[str, Any]:
        request: Any = self.args[0] if self.args else None
        if hasattr(request, "add_unredirected_header") and not request.has_header("Traceparent"):
            for name, value in self.headers().items():
                if not request.has_header(name.capitalize()):
                    request.add_unredirected_header(name, value)
        return {}

"""Flask: `app.wsgi_app` is its documented place for middleware."""

from __future__ import annotations

from typing import Any

from ..sites.known import Opener
from ..sites.pending import Pending
from .wsgi import Environ, WsgiMiddleware


def resolve(module: str, name: str, callee: Any) -> Opener | None:
    return FlaskBuild if (module, name) == ("flask.app", "Flask") else None


class FlaskBuild(Pending):
    __slots__ = ()

    def finish(self, result: Any) -> Any:
        result.wsgi_app = WsgiMiddleware(result.wsgi_app, _route)
        return result


def _route(environ: Environ) -> Any:
    return getattr(getattr(environ.get("werkzeug.request"), "url_rule", None), "rule", None)

"""WSGI: the application inside of a span, which ends when its answer has been sent or closed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ..context import active_span, enter_span, leave_span
from ..errors import fail_span
from ..http.describe import describe_response
from ..span import SERVER, Span
from ..tracer import end_span
from ..warn import swallow
from .request import name_host, name_route, open_request

Environ = dict[str, Any]


class WsgiMiddleware:
    """`app.wsgi_app = WsgiMiddleware(app.wsgi_app)`"""

    def __init__(self, app: Callable[..., Any], route: Callable[[Environ], Any] = lambda _: None) -> None:
        self.app = app
        self._route = route

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Any:
        outer = active_span()
        if outer is not None and outer.kind == SERVER and not outer.end:
            return self.app(environ, start_response)  # somebody outside saw this request first
        span = _opened(environ)
        if span is None:
            return self.app(environ, start_response)

        def started(status: str, headers: Any, *rest: Any) -> Any:
            self._name(span, environ)  # Flask forgets its request before the body is closed
            code = status[:3]
            if code.isascii() and code.isdigit():
                describe_response(span, int(code))
            return start_response(status, headers, *rest)

        enter_span(span)
        try:
            body = self.app(environ, started)
        except BaseException as error:
            fail_span(span, error)
            self._end(span, environ)
            raise
        finally:
            leave_span(span, outer)
        return Body(body, span, lambda: self._end(span, environ))

    def _name(self, span: Span, environ: Environ) -> None:
        try:
            name_route(span, self._route(environ))
        except Exception as error:
            swallow(error)

    def _end(self, span: Span, environ: Environ) -> None:
        self._name(span, environ)
        end_span(span)


class Body:
    """What a server iterates and closes: each step of a streamed answer is inside of the span."""

    def __init__(self, body: Iterable[bytes], span: Span, end: Callable[[], None]) -> None:
        self._body = body
        self._span = span
        self._end = end
        self._steps: Iterator[bytes] | None = None
        if hasattr(body, "__len__"):
            self.__class__ = SizedBody

    def __iter__(self) -> Body:
        return self

    def __next__(self) -> bytes:
        outer = enter_span(self._span)
        try:
            if self._steps is None:
                self._steps = iter(self._body)
            return next(self._steps)
        except StopIteration:
            self._end()  # the last byte; what its close does is in the trace all the same
            raise
        except BaseException as error:
            fail_span(self._span, error)
            raise
        finally:
            leave_span(self._span, outer)

    def close(self) -> None:
        outer = enter_span(self._span)
        try:
            close = getattr(self._body, "close", None)
            if close is not None:
                close()
        finally:
            leave_span(self._span, outer)
            self._end()


class SizedBody(Body):
    """Servers set a Content-Length for a body of one piece."""

    def __len__(self) -> int:
        return len(self._body)  # type: ignore[arg-type]


def _opened(environ: Environ) -> Span | None:
    try:
        scheme = environ.get("wsgi.url_scheme", "http")
        path = str(environ.get("SCRIPT_NAME", "")) + str(environ.get("PATH_INFO", ""))
        query = environ.get("QUERY_STRING", "")
        span = open_request(environ.get("REQUEST_METHOD", ""), path or "/", query, scheme, environ)
        if span.trace.recording:
            name_host(span, environ.get("HTTP_HOST") or environ.get("SERVER_NAME", ""), scheme)
            span.set("user_agent.original", environ.get("HTTP_USER_AGENT"))
            forwarded = environ.get("HTTP_X_FORWARDED_FOR", "").partition(",")[0].strip()
            span.set("client.address", forwarded or environ.get("REMOTE_ADDR"))
        return span
    except Exception as error:
        swallow(error)
        return None

"""One connection to one receiver, by the standard library, that nobody's instrumentation of ours traces."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from .destination import Destination
from .outcome import Outcome, read_answer

if TYPE_CHECKING:
    import http.client

MOST_ANSWER = 64 * 1024


class Transport:
    def __init__(self, destination: Destination) -> None:
        parts = urlsplit(destination.url)
        self._destination = destination
        self._secure = parts.scheme == "https"
        self._host = parts.hostname or "localhost"
        self._port = parts.port
        self._path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self._headers = {**_userinfo(parts.username, parts.password), **destination.headers}
        self._connection: http.client.HTTPConnection | None = None
        # Shown in messages: without credentials, path and query.
        self.name = f"{parts.scheme}://{self._host}" + (f":{self._port}" if self._port else "")

    def post(self, body: bytes, content_type: str, timeout: float) -> Outcome:
        """One attempt; never raises."""
        headers = {"content-type": content_type, **self._headers}
        if self._destination.gzip:
            body, headers["content-encoding"] = gzip.compress(body, 5), "gzip"
        reused = self._connection is not None
        outcome = self._attempt(body, headers, timeout)
        # A connection that was kept may have been closed at the other end meanwhile: that is no failure.
        return self._attempt(body, headers, timeout) if reused and outcome.after == -1 else outcome

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _attempt(self, body: bytes, headers: dict[str, str], timeout: float) -> Outcome:
        import http.client

        try:
            connection = self._connection or self._connect(timeout)
            self._connection = connection
            if connection.sock is not None:
                connection.sock.settimeout(timeout)
            connection.request("POST", self._path, body, headers)
            answer = connection.getresponse()
            given = {name.lower(): value for name, value in answer.getheaders()}
            read = answer.read(MOST_ANSWER)
            if answer.will_close or not answer.isclosed():
                self.close()
            return read_answer(answer.status, given, read)
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError) as error:
            self.close()
            return Outcome("retry", str(error), after=-1)
        except Exception as error:
            self.close()
            return Outcome("retry", str(error) or type(error).__name__)

    def _connect(self, timeout: float) -> http.client.HTTPConnection:
        import http.client

        if not self._secure:
            return http.client.HTTPConnection(self._host, self._port, timeout=timeout)
        import ssl

        context = ssl.create_default_context(cafile=self._destination.certificate)
        if self._destination.client_certificate:
            context.load_cert_chain(self._destination.client_certificate, self._destination.client_key)
        return http.client.HTTPSConnection(self._host, self._port, timeout=timeout, context=context)


def _userinfo(user: str | None, password: str | None) -> dict[str, str]:
    if not user and not password:
        return {}
    from base64 import b64encode

    pair = f"{unquote(user or '')}:{unquote(password or '')}"
    return {"authorization": "Basic " + b64encode(pair.encode()).decode()}

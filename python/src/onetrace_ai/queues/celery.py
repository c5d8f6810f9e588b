"""Celery: its official signals, connected when an application is built in sight."""

from __future__ import annotations

from typing import Any

from ..carrier import parse_carrier
from ..context import active_span, enter_span, leave_span
from ..errors import fail_span
from ..sites.known import Opener
from ..sites.pending import Pending
from ..span import Span
from ..tracer import end_span
from ..warn import swallow
from .messages import carrier_for, open_process, open_send

_connected = False
# By the task's id, in the process that runs it.
_running: dict[str, tuple[Span, Span | None]] = {}
_sending: dict[str, Span] = {}


def resolve(module: str, name: str, callee: Any) -> Opener | None:
    return CeleryBuild if (module, name) in (("celery.app.base", "Celery"), ("celery", "Celery")) else None


class CeleryBuild(Pending):
    __slots__ = ()

    def finish(self, result: Any) -> Any:
        connect_signals()
        return result


def connect_signals() -> None:
    global _connected
    if _connected:
        return
    _connected = True
    from celery import signals

    signals.before_task_publish.connect(_before_publish, weak=False)
    signals.after_task_publish.connect(_after_publish, weak=False)
    signals.task_prerun.connect(_before_run, weak=False)
    signals.task_failure.connect(_failed, weak=False)
    signals.task_postrun.connect(_after_run, weak=False)
    signals.worker_process_shutdown.connect(_leave, weak=False)


def _before_publish(sender: Any = None, headers: Any = None, routing_key: Any = None, **_: Any) -> None:
    try:
        span = open_send("celery", str(sender or ""))
        carrier = carrier_for(span)
        if headers is not None and carrier:
            # Protocol 2 hands the message's headers to the task, but for those in the inner ones.
            headers.update({key: value for key, value in carrier.items() if key not in headers})
            inner = headers.setdefault("headers", {}) or {}
            headers["headers"] = {**carrier, **inner}
        if span is not None:
            _sending[(headers or {}).get("id", "")] = span
    except Exception as error:
        swallow(error)


def _after_publish(sender: Any = None, headers: Any = None, **_: Any) -> None:
    span = _sending.pop((headers or {}).get("id", ""), None)
    if span is not None:
        end_span(span)


def _before_run(task_id: str = "", task: Any = None, **_: Any) -> None:
    try:
        request = getattr(task, "request", None)
        if getattr(request, "is_eager", False) and active_span() is not None:
            return  # called in its caller's own frame
        headers = getattr(request, "headers", None) or {}
        remote = parse_carrier(headers) or parse_carrier(getattr(request, "__dict__", None))
        span = open_process("celery", str(getattr(task, "name", "")), remote)
        span.set("messaging.message.id", task_id)
        _running[task_id] = (span, enter_span(span))
    except Exception as error:
        swallow(error)


def _failed(task_id: str = "", exception: Any = None, **_: Any) -> None:
    entry = _running.get(task_id)
    if entry is not None and isinstance(exception, BaseException):
        fail_span(entry[0], exception)


def _after_run(task_id: str = "", **_: Any) -> None:
    entry = _running.pop(task_id, None)
    if entry is not None:
        leave_span(*entry)
        end_span(entry[0])


def _leave(**_: Any) -> None:
    """A pool's child ends by `os._exit`."""
    from ..export.exit import flush_child

    flush_child()

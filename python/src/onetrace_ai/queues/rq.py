"""RQ: the carrier goes into the job's `meta`; where a job runs and no span is active, its carrier is asked for."""

from __future__ import annotations

import os
import sys
from typing import Any

from ..carrier import parse_carrier
from ..identity import Remote
from ..sites.known import Opener
from ..sites.pending import Pending
from ..span import Span
from ..state import state
from .messages import carrier_for, open_send

METHODS = frozenset(("Queue.enqueue", "Queue.enqueue_call", "Queue.enqueue_in", "Queue.enqueue_at"))
META = "onetrace"


def resolve(module: str, name: str, callee: Any) -> Opener | None:
    return EnqueueCall if module == "rq.queue" and name in METHODS else None


class EnqueueCall(Pending):
    __slots__ = ()

    def begin(self) -> Span | None:
        return open_send("rq", str(getattr(self.callee.__self__, "name", "")))

    def added_keywords(self) -> dict[str, Any]:
        carrier = carrier_for(self.span)
        if not carrier:
            return {}
        return {"meta": {**(self.kwargs.get("meta") or {}), META: carrier}}


def _of_current_job() -> Remote | None:
    if "rq" not in sys.modules:
        return None
    from rq import get_current_job

    job = get_current_job()
    if job is None:
        return None
    # The worker's child leaves by `os._exit` as soon as the job is done.
    state.urgent = os.getpid() != state.born_in
    return parse_carrier((job.meta or {}).get(META))


state.ambient.append(_of_current_job)

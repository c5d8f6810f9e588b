"""
Which traces are recorded. Head decision: the upstream's where there is one, else consistent probability
sampling (OpenTelemetry TraceState probability sampling: the last 56 bits of the trace id, or `ot=rv`, against a
threshold kept as `ot=th`), so services with different ratios keep nested sets. Tail decision: `keep` rules over
a local trace, which is held until its root ends anyway.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .config import settings
from .identity import SAMPLED, Trace
from .span import STATUS_ERROR, Span
from .w3c.tracestate import member_value, with_member
from .warn import swallow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

RANDOM_VALUE = re.compile(r"rv:([0-9a-f]{14})\Z")


def decide_trace(trace: Trace) -> None:
    """Sets `recording`, the sampled flag and `ot=th` of a trace that has just begun in this process."""
    config = settings()
    if config.sampler is None and trace.remote_parent_id and (not config.recording or config.parent_based):
        trace.recording = config.recording and bool(trace.flags & SAMPLED)
        return
    if config.sampler is not None:
        trace.recording = config.sampler(trace)
        trace.flags = trace.flags | SAMPLED if trace.recording else trace.flags & ~SAMPLED
        return
    # A process that records nothing must not stop those after it from recording.
    sampled = not config.recording or draw_lot(trace, config.ratio)
    trace.flags = trace.flags | SAMPLED if sampled else trace.flags & ~SAMPLED
    trace.recording = config.recording and (sampled or config.keep is not None)


def keeps_trace(spans: Sequence[Span]) -> bool:
    """Whether a trace that was not sampled is kept, now that its local root, the last span, has ended."""
    keep = settings().keep
    if keep is None:
        return False
    try:
        return bool(keep(spans)) if callable(keep) else _matches(keep, spans)
    except Exception as error:
        swallow(error)
        return False


def _matches(keep: Mapping[str, Any], spans: Sequence[Span]) -> bool:
    root = spans[-1]
    if root.end - root.start > keep.get("slower_than", float("inf")):
        return True
    if keep.get("errors") and any(span.status == STATUS_ERROR for span in spans):
        return True
    return bool(keep.get("llm")) and any("gen_ai.operation.name" in span.attributes for span in spans)


def draw_lot(trace: Trace, ratio: float) -> bool:
    if ratio >= 1:
        return True
    fields = [it for it in (member_value(trace.tracestate, "ot") or "").split(";") if it]
    given = [match[1] for match in map(RANDOM_VALUE.match, fields) if match]
    # 56 bits as 14 digits: text of equal length compares as numbers do.
    threshold = f"{int((1 - ratio) * 2**56 + 0.5):014x}"
    sampled = ratio > 0 and (given[0] if given else trace.trace_id[-14:]) >= threshold
    others = [it for it in fields if not it.startswith("th:")]
    if sampled:
        others.append(f"th:{threshold.rstrip('0') or '0'}")
    trace.tracestate = with_member(trace.tracestate, "ot", ";".join(others))
    return sampled

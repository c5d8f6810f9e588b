"""One W3C trace through all hops of a pipeline of services; see https://pypi.org/project/onetrace-ai/."""

from .lifecycle import flush, init, shutdown, stats
from .observe import Observe, TraceAttribute, get_carrier, get_trace_id, inject_remote_carrier, set_attribute
from .propagation import internal_hosts
from .trace_id import generate_trace_id
from .traced import traced
from .with_trace import with_trace

__version__ = "0.1.0"

__all__ = [
    "Observe",
    "TraceAttribute",
    "flush",
    "generate_trace_id",
    "get_carrier",
    "get_trace_id",
    "init",
    "inject_remote_carrier",
    "internal_hosts",
    "set_attribute",
    "shutdown",
    "stats",
    "traced",
    "with_trace",
]

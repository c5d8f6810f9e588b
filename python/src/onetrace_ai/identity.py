"""
Who a local trace is. Every span of a local trace points to one `Trace` record, so late linking
(`inject_remote_carrier` on a running span) moves all of them, ended ones too, by changing one object.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from .span import Span

AttributeValue = Any
"""str, bool, int, float, bytes, or a sequence of these (OTLP's `AnyValue` as programs write it)."""

Member = tuple[str, AttributeValue, str]
"""
A W3C baggage member: key, decoded value, and its raw properties (`;a=b`), '' if none. A value set in this
process keeps its type here and becomes text on the wire.
"""

SAMPLED = 1
RANDOM_ID = 2


class Trace:
    __slots__ = (
        "ended",
        "flags",
        "foreign",
        "held",
        "held_bytes",
        "left",
        "recording",
        "remote_parent_id",
        "trace_id",
        "tracestate",
    )

    def __init__(self, trace_id: str, remote_parent_id: str, flags: int, tracestate: str) -> None:
        self.trace_id = trace_id
        self.remote_parent_id = remote_parent_id  # '' where this process began the trace
        self.flags = flags  # bit 0 sampled, bit 1 random trace id (Level 2, 3.2.2.5)
        self.tracestate = tracestate
        self.foreign = False  # True: of spans of an SDK, which cannot be moved
        self.recording = False  # False: its spans only carry its identity onward
        self.left = False  # a carrier or a span left the process: that part cannot be moved any more
        self.held: list[Span] | None = []  # ended spans that wait for the local root; None: released
        self.held_bytes = 0
        self.ended = 0.0  # when its local root ended, a moment of `clock.now`; 0 while it runs


class Bag:
    """
    What rides along: session, user, custom attributes and foreign members. One bag per scope (a `with_trace`
    or a request); an inner scope starts with a fork, so a session set by one of two parallel scopes never
    reaches the other. It is a record that context variables only point to, so what is set deep inside, in a
    copied context, is seen by the scope.
    """

    __slots__ = ("members", "text")

    def __init__(self, members: Sequence[Member] = (), text: str | None = None) -> None:
        self.members = tuple(members)
        self.text = text  # the `baggage` header of `members`, once asked for

    def fork(self) -> Bag:
        return Bag(self.members, self.text)

    def put(self, member: Member) -> None:
        """Sets one member: an equal key is replaced where it stands, duplicates of it go."""
        key = member[0]
        keys = [it[0] for it in self.members]
        others = [it for it in self.members if it[0] != key]
        others.insert(keys.index(key) if key in keys else len(others), member)
        self.members, self.text = tuple(others), None

    def merge(self, incoming: Sequence[Member]) -> None:
        """Adds what a carrier brought: its members replace those of equal key, their duplicates kept."""
        if not incoming:
            return
        keys = {key for key, _, _ in incoming}
        self.members = (*(it for it in self.members if it[0] not in keys), *incoming)
        self.text = None


class Remote(NamedTuple):
    """What a carrier says. `trace_id` is '' where it names no trace but only has baggage."""

    trace_id: str
    parent_id: str
    flags: int
    tracestate: str
    members: tuple[Member, ...]

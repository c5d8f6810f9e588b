"""The same tables that the TypeScript runtime runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onetrace_ai.carrier import parse_carrier
from onetrace_ai.propagation import place_of, reach_of
from onetrace_ai.sites.site_text import parse_site
from onetrace_ai.trace_id import generate_trace_id
from onetrace_ai.w3c.baggage import format_baggage, parse_baggage
from onetrace_ai.w3c.traceparent import format_traceparent, parse_traceparent
from onetrace_ai.w3c.tracestate import clean_tracestate

PLACES = [Path(__file__).resolve().parents[3] / "test-vectors", Path(__file__).resolve().parents[1] / "vectors"]
FOLDER = next((it for it in PLACES if it.is_dir()), None)


def vectors(topic):
    """Raises where a topic has no cases: a table that moved must not pass as tested."""
    if FOLDER is None:
        pytest.skip("the tests of a source distribution have no test-vectors/", allow_module_level=True)
    cases = json.loads((FOLDER / f"{topic}.json").read_text())["cases"]
    assert cases
    return pytest.mark.parametrize(("given", "expected"), [(it["input"], it["expected"]) for it in cases])


@vectors("traceparent")
def test_traceparent(given, expected):
    parsed = parse_traceparent(given)
    assert (None if parsed is None else format_traceparent(*parsed)) == expected


@vectors("tracestate")
def test_tracestate(given, expected):
    assert clean_tracestate(given) == expected
    assert clean_tracestate(expected) == expected


@vectors("baggage")
def test_baggage(given, expected):
    members = [tuple(it) for it in expected["entries"]]
    assert parse_baggage(given) == members
    assert format_baggage(members) == expected["header"]
    assert parse_baggage(expected["header"]) == members


@vectors("carrier")
def test_carrier(given, expected):
    remote = parse_carrier(given)
    found = None if remote is None else {
        "traceId": remote.trace_id,
        "parentId": remote.parent_id,
        "flags": remote.flags,
        "tracestate": remote.tracestate,
        "entries": [list(it) for it in remote.members],
    }  # fmt: skip
    assert found == expected


@vectors("trace-ids")
def test_trace_ids(given, expected):
    assert generate_trace_id(given) == expected


@vectors("propagation-policy")
def test_propagation_policy(traced, given, expected):
    traced.configure(propagate_to=given["propagateTo"])
    assert reach_of(place_of(given["url"])) == expected


@vectors("site-text")
def test_site_text(given, expected):
    assert parse_site(given)._asdict() == expected


def test_what_was_added_last_travels_when_the_limits_are_reached():
    many = [(f"k{at}", at, "") for at in range(70)]
    assert [key for key, _, _ in parse_baggage(format_baggage(many))] == [key for key, _, _ in many[6:]]
    large = [("a", "x" * 8000, ""), ("b", "y" * 300, ""), ("c", True, "")]
    assert format_baggage(large) == f"b={'y' * 300},c=true"


def test_values_of_any_type_travel_as_text():
    members = [
        ("n", 1.5, ""), ("big", 12, ""), ("list", ["a", 2], ""), ("no token", 1, ""), ("lone", "\ud800", ""),
        ("one", 1.0, ""), ("large", 1e21, ""), ("small", 1e-7, ""), ("nan", float("nan"), ""), ("no", False, ""),
    ]  # fmt: skip
    assert format_baggage(members) == (
        "n=1.5,big=12,list=[%22a%22%2C2],lone=%EF%BF%BD,one=1,large=1e+21,small=1e-7,nan=NaN,no=false"
    )

"""How values are written as text: as JavaScript writes them, since both languages share a trace."""

from __future__ import annotations

import math
from typing import Any


def spell_text(value: object) -> str:
    """A value of an attribute as baggage carries it."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, (bool, int, float)):
        return _scalar(value)
    if isinstance(value, (bytes, bytearray)):
        return value.decode(errors="replace")
    return spell_json(value)


def spell_json(value: Any) -> str:
    """JSON without blanks, not escaped to ASCII, numbers as JavaScript has them."""
    if isinstance(value, str):
        from json.encoder import encode_basestring

        return encode_basestring(value)
    if value is None or isinstance(value, (bool, int)):
        return _scalar(value)
    if isinstance(value, float):
        return spell_number(value) if math.isfinite(value) else "null"
    if isinstance(value, dict):
        fields = (f"{spell_json(str(key))}:{spell_json(it)}" for key, it in value.items())
        return "{" + ",".join(fields) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(spell_json(it) for it in value) + "]"
    raise TypeError(f"{type(value).__name__} has no JSON")


def _scalar(value: bool | int | float | None) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return spell_number(value) if isinstance(value, float) else str(int(value))


def spell_number(value: float) -> str:
    """ECMA-262, Number::toString: `1`, `1e+21`, `1e-7`, `NaN`, `Infinity`."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0:
        return "0"
    digits, exponent = _shortest(abs(value))
    return ("-" if value < 0 else "") + _place(digits, exponent)


def _shortest(value: float) -> tuple[str, int]:
    """The digits that tell it from every other number, and where the point stands after the first of them."""
    mantissa, _, exponent = repr(value).partition("e")
    whole, _, fraction = mantissa.partition(".")
    point = len(whole) + int(exponent or 0)
    digits = whole + fraction
    stripped = digits.lstrip("0")
    return stripped.rstrip("0"), point - (len(digits) - len(stripped))


def _place(digits: str, point: int) -> str:
    count = len(digits)
    if count <= point <= 21:
        return digits + "0" * (point - count)
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"0.{'0' * -point}{digits}"
    exponent = f"e{point - 1:+d}"
    return digits + exponent if count == 1 else f"{digits[0]}.{digits[1:]}{exponent}"

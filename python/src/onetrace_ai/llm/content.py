"""
Messages as the GenAI conventions' JSON schemas want them, recorded only when content is asked for. Parts hold what
was said as it came; `spell_content` is the one way out, through the program's redaction hook and cut so that the
JSON stays valid.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from ..config import settings
from ..spelling import spell_json
from ..warn import swallow
from .fields import list_in, pick, text_in

Part = dict[str, Any]
# Fields of parts that hold what people, models and tools said; all others name things.
SAID = frozenset(("content", "arguments", "response", "uri"))


def spell_content(value: Any, every: bool = False) -> str:
    """JSON of messages, of parts or (`every`) of anything: redacted, and short enough to be kept."""
    config = settings()
    redact, longest = config.redact, config.limits.value_length
    shown = _plain(value)
    if redact is not None:
        hook = redact
        shown = _change(shown, lambda content: _redacted(content, hook), every)
    text = spell_json(shown)
    piece = longest >> 2
    while len(text) > longest:
        if piece == 0:
            return "{}"  # numbers, numbers
        if piece < 32 and isinstance(shown, list):  # many short ones: the latest tell most
            shown = shown[(len(shown) + 1) // 2 :]
        shown = _change(shown, partial(_cut, piece), every)
        text = spell_json(shown)
        piece >>= 1
    return text


def _cut(most: int, text: str) -> str:
    return text if len(text) <= most else text[:most] + "…"


def _change(value: Any, change: Callable[[str], str], said: bool) -> Any:
    if isinstance(value, str):
        return change(value) if said else value
    if isinstance(value, dict):
        return {key: _change(it, change, said or key in SAID) for key, it in value.items()}
    if isinstance(value, list):
        return [_change(it, change, said) for it in value]
    return value


def _redacted(content: str, redact: Callable[[str], str]) -> str:
    """A hook that raises hides everything."""
    try:
        return str(redact(content))
    except Exception as error:
        swallow(error)
        return "[redaction failed]"


def _plain(value: Any, depth: int = 0) -> Any:
    """Of a client's models, what JSON has."""
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if depth > 16:
        return None
    if isinstance(value, dict):
        return {str(key): _plain(it, depth + 1) for key, it in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(it, depth + 1) for it in value]
    if isinstance(value, (bytes, bytearray)):
        return ""
    dump = getattr(value, "model_dump", None)
    return _plain(dump(exclude_none=True), depth + 1) if callable(dump) else str(value)


def said(content: Any) -> Part:
    return {"type": "text", "content": content if isinstance(content, str) else ""}


def thought(content: Any) -> Part:
    return {"type": "reasoning", "content": content if isinstance(content, str) else ""}


def tool_call(id: Any, name: Any, arguments: Any) -> Part:
    """Arguments come as JSON text or as an object; either way what is kept is text."""
    return {"type": "tool_call", "id": id or None, "name": name or "", "arguments": _as_text(arguments)}


def tool_response(id: Any, response: Any) -> Part:
    return {"type": "tool_call_response", "id": id or None, "response": _as_text(response)}


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else spell_json(_plain(value))


def tool_names(tools: Any) -> list[Part]:
    """`gen_ai.tool.definitions` without what is optional: a name says which tools there were."""
    names = (text_in(it, "name") or text_in(it, "function", "name") for it in list_in({"t": tools}, "t"))
    return [{"type": "function", "name": name} for name in names if name]


def parts_in(content: Any) -> list[Part]:
    """A string, or a list of parts in the manner of OpenAI and Anthropic."""
    if isinstance(content, str):
        return [said(content)]
    parts = (said(it) if isinstance(it, str) else _part(it) for it in list_in({"c": content}, "c"))
    return [it for it in parts if it is not None]


def _part(part: Any) -> Part | None:
    read = PARTS.get(text_in(part, "type"))
    return None if read is None else read(part)


def _media(modality: str, uri: Any) -> Part:
    """Something to look at, by its address where it has one; its bytes are not kept."""
    if not isinstance(uri, str) or uri == "" or uri.startswith("data:"):
        return {"type": "blob", "modality": modality, "content": ""}
    return {"type": "uri", "modality": modality, "uri": uri}


PARTS: dict[str, Callable[[Any], Part]] = {
    "text": lambda it: said(pick(it, "text")),
    "input_text": lambda it: said(pick(it, "text")),
    "output_text": lambda it: said(pick(it, "text")),
    "refusal": lambda it: said(pick(it, "refusal")),
    "thinking": lambda it: thought(pick(it, "thinking")),
    "tool_use": lambda it: tool_call(pick(it, "id"), pick(it, "name"), pick(it, "input")),
    "tool_result": lambda it: tool_response(pick(it, "tool_use_id"), pick(it, "content")),
    "image_url": lambda it: _media("image", pick(it, "image_url", "url")),
    "input_image": lambda it: _media("image", pick(it, "image_url")),
    "input_audio": lambda it: _media("audio", ""),
    "image": lambda it: _media("image", pick(it, "source", "url")),
    "document": lambda it: _media("document", pick(it, "source", "url")),
    "file": lambda it: {"type": "file", "modality": "document", "file_id": text_in(it, "file", "file_id")},
    "input_file": lambda it: {"type": "file", "modality": "document", "file_id": text_in(it, "file_id")},
}

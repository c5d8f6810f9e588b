"""Programs that say what they see, untouched, under the hook, compiled ahead, and with every call in frame."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from onetrace_ai.build import compile_paths

from ..kit.program import run_python
from .contexts import HEAD, programs

HERE = Path(__file__).parent
MODES = ("hooked", "compiled", "stressed")
# What cannot stay the same, each with its reason; README.md names them.
KNOWN = {
    # Keywords are merged into a dictionary, which the compiler places at the call's first line.
    "tracing: line events": "a debugger stops once more at the first line of a call over several lines",
}


# New in 3.11.
GROUPS = re.compile(r"except\*|ExceptionGroup|TaskGroup|add_note")


def written() -> dict[str, str]:
    text = (HERE / "programs.txt").read_text() + (HERE / "tools.txt").read_text()
    parts = re.split(r"^### (.*)\n", text, flags=re.MULTILINE)[1:]
    found = {name: HEAD + body for name, body in zip(parts[::2], parts[1::2])}
    return {name: body for name, body in found.items() if sys.version_info >= (3, 11) or not GROUPS.search(body)}


PROGRAMS = {**written(), **programs()}
FILES = {name: f"p{at:04d}" for at, name in enumerate(PROGRAMS)}


@pytest.fixture(scope="session")
def outputs(tmp_path_factory) -> dict[str, dict[str, str]]:
    folder = tmp_path_factory.mktemp("programs")
    for name in ("fakellm.py", "agents.py", "traced_module.py"):
        shutil.copy(HERE / name, folder)
    for name, text in PROGRAMS.items():
        (folder / f"{FILES[name]}.py").write_text(text)
    found = {}
    for mode in ("untouched", *MODES):
        if mode == "compiled":
            compile_paths([str(folder)])
        done = run_python(str(HERE / "runner.py"), mode, str(folder), cwd=folder, timeout=300)
        assert done.returncode == 0 and done.stdout, done.stderr[-3000:]
        found[mode] = json.loads(done.stdout)
        if mode == "compiled":
            shutil.rmtree(folder / "__pycache__")
    return found


def without_ours(text: str) -> str:
    """Before 3.11 a frame of ours stays in the tracebacks of lambdas, lazy generators and streams."""
    if sys.version_info >= (3, 11):
        return text
    text = re.sub(r'  File "[^"]*/onetrace_ai/[^"]*", line \d+, in \w+\n    .*\n', "", text)
    return re.sub(r"'(?:_watched_items|call_inside|follow_generator)', ", "", text)


def test_there_are_many() -> None:
    assert len(written()) >= 150
    assert len(PROGRAMS) >= 880


@pytest.mark.parametrize("mode", MODES)
def test_same(outputs, mode) -> None:
    untouched, other = outputs["untouched"], outputs[mode]
    different = [
        f"{name}\n--- untouched\n{untouched[file]}--- {mode}\n{other[file]}"
        for name, file in FILES.items()
        if untouched[file] != without_ours(other[file]) and name not in KNOWN
    ]
    assert not different, f"{len(different)} of {len(FILES)}:\n" + "\n".join(different[:40])


@pytest.mark.parametrize("mode", MODES)
def test_nothing_is_left(outputs, mode) -> None:
    found = outputs[mode]
    assert (found["pending"], found["active"], found["internal errors"]) == ("[]", "[]", "0")
    assert int(found["recorded"]) > 300


def test_programs_say_something(outputs) -> None:
    silent = [name for name, file in FILES.items() if outputs["untouched"][file].strip() == ""]
    assert silent == []


if os.environ.get("SHOW"):
    sys.stdout.write(PROGRAMS[os.environ["SHOW"]])

"""The ways in, as commands; and other tools that rewrite."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import pytest

from ..kit.program import environment, run_python

APP = """
import sys
from lib import ask
if __name__ == "__main__":
    print(ask(), sys.argv[1:], __name__, __file__)
"""
LIB = """
class Client:
    def create(self, **options):
        return sys._getframe(1).f_code.co_names
import sys
client = Client()

def ask():
    return any("$" in name for name in client.create(model="m"))

def ignored():
    return client.create(model="x")  # onetrace: ignore
"""


@pytest.fixture
def program(tmp_path):
    (tmp_path / "app.py").write_text(APP)
    (tmp_path / "lib.py").write_text(LIB)
    return tmp_path


def test_untouched(program):
    assert run_python("app.py", "a", cwd=program).stdout.startswith("False ['a'] __main__ ")


@pytest.mark.parametrize("command", [["app.py", "a"], ["run", "app.py", "a"], ["-m", "app", "a"]])
def test_run(program, command):
    done = run_python("-m", "onetrace_ai", *command, cwd=program)
    assert done.stdout.startswith("True ['a'] __main__ "), done.stderr


def test_run_twice_from_its_cache(program):
    for _ in range(2):
        assert run_python("-m", "onetrace_ai", "app.py", cwd=program).stdout.startswith("True")
    cached = [it.name for it in (program / "__pycache__").iterdir()]
    assert any("onetrace" in it for it in cached)
    (program / "lib.py").write_text(LIB.replace("any(", "'edited', any("))
    assert "edited" in run_python("-m", "onetrace_ai", "app.py", cwd=program).stdout
    assert run_python("app.py", cwd=program).stdout.startswith("('edited', False)")


def test_compiled_needs_no_hook(program):
    done = run_python("-m", "onetrace_ai", "compile", ".", cwd=program)
    assert done.stdout == f"1 site in 1 file, compiled for {sys.implementation.cache_tag}.\n"
    for flags in ([], ["-O"], ["-OO"], ["--check-hash-based-pycs", "always"]):
        assert run_python(*flags, "app.py", cwd=program).stdout.startswith("True"), flags
    assert run_python("-m", "onetrace_ai", "check", "--compiled", ".", cwd=program).returncode == 0
    (program / "lib.py").write_text(LIB + "\n")  # an edited file is compiled as ever
    assert run_python("app.py", cwd=program).stdout.startswith("False")
    done = run_python("-m", "onetrace_ai", "check", "--compiled", ".", cwd=program)
    assert done.returncode == 1 and "not compiled: ./lib.py" in done.stdout


def test_check(program):
    done = run_python("-m", "onetrace_ai", "check", ".", cwd=program)
    assert done.stdout == (
        "lib.py:9:40  llm  client.create  shaped  ask\n"
        "not rewritten:\n"
        "lib.py:12:12  llm  ignored by a comment\n"
        "1 site in 1 file, 1 near miss, of 2 files read.\n"
    )
    assert done.returncode == 0
    assert run_python("-m", "onetrace_ai", "check", ".", "--fail-on-miss", cwd=program).returncode == 1
    refused = run_python("-m", "onetrace_ai", "check", ".", "--require", "llm,http", cwd=program)
    assert refused.returncode == 1 and "there is no site of kind http" in refused.stderr
    found = json.loads(run_python("-m", "onetrace_ai", "check", ".", "--format", "json", cwd=program).stdout)
    assert [it["line"] for it in found["sites"]] == [9]
    assert run_python("-m", "onetrace_ai", "check", "nowhere.py", cwd=program).returncode == 1


def test_wrong_use(program):
    assert run_python("-m", "onetrace_ai", cwd=program).returncode == 2
    done = run_python("-m", "onetrace_ai", "nothing.py", cwd=program)
    assert done.returncode == 2 and "there is no file nothing.py" in done.stderr


ENDS = {
    "error": "def f(): raise ValueError('x')\nf()",
    "exit": "import sys; sys.exit('told')",
    "syntax": "x = (",
    "interrupt": "raise KeyboardInterrupt",
    "chained": "try: 1 / 0\nexcept ZeroDivisionError: raise KeyError('k')",
}


@pytest.mark.parametrize("end", ENDS)
def test_ends_as_python_does(tmp_path, end):
    (tmp_path / "end.py").write_text(ENDS[end])
    plain = run_python("end.py", cwd=tmp_path)
    ours = run_python("-m", "onetrace_ai", "end.py", cwd=tmp_path)
    assert (ours.returncode, ours.stdout) == (plain.returncode, plain.stdout)
    assert ours.stderr.replace(str(tmp_path) + os.sep, "") == plain.stderr.replace(str(tmp_path) + os.sep, "")
    assert plain.returncode == (-signal.SIGINT if end == "interrupt" else 1)


def test_children_that_are_started_anew_find_the_hook(tmp_path):
    """`.pth` of the wheel; an editable install has none."""
    import onetrace_ai

    if "site-packages" not in onetrace_ai.__file__:
        pytest.skip("this is no installed wheel")
    (tmp_path / "lib.py").write_text(LIB)
    (tmp_path / "app.py").write_text(
        "import subprocess, sys\nprint(subprocess.check_output([sys.executable, '-c', 'import lib; print(lib.ask())'], text=True))"
    )
    assert run_python("-m", "onetrace_ai", "app.py", cwd=tmp_path).stdout.strip() == "True"
    assert run_python("-c", "import lib; print(lib.ask())", cwd=tmp_path).stdout.strip() == "False"


def test_pytest_keeps_its_own_rewriting(program):
    (program / "test_it.py").write_text(
        "from lib import ask\ndef test_x():\n    assert ask()\n    assert [1, 2] == [1, 3]\n"
    )
    command = [sys.executable, "-m", "onetrace_ai", "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_it.py"]
    done = subprocess.run(command, cwd=program, env=environment(), capture_output=True, text=True, timeout=60)
    assert "At index 1 diff: 2 != 3" in done.stdout, "its message comes of its own rewriting"
    assert ">       assert ask()" not in done.stdout, "what it tests is rewritten by us"


@pytest.mark.parametrize("tool", ["typeguard", "beartype"])
def test_tools_that_rewrite_are_left_alone(tmp_path, tool):
    package = tmp_path / "checked"
    package.mkdir()
    (package / "__init__.py").write_text(
        "class K:\n    def create(self, x: int) -> int: return x\ndef f(x: int) -> int:\n    return K().create(x)\n"
    )
    install = {
        "typeguard": "from typeguard import install_import_hook; install_import_hook('checked')",
        "beartype": "from beartype.claw import beartype_package; beartype_package('checked')",
    }[tool]
    program = f"import onetrace_ai.auto\n{install}\nimport checked\ntry: checked.f('x')\nexcept Exception as e: print(type(e).__module__.split('.')[0])"
    done = run_python("-c", program, cwd=tmp_path)
    assert done.stdout in (f"{tool}\n", "typeguard\n"), done.stderr


def test_coverage_counts_the_same(program):
    (program / "main.py").write_text("from lib import ask\nask()\n")
    reports = []
    for way in (["main.py"], ["-m", "onetrace_ai", "main.py"]):
        data = str(program / f"data{len(reports)}")
        script = (
            f"import coverage, sys\n{'import onetrace_ai.auto' if len(way) > 1 else ''}\n"
            f"c = coverage.Coverage(data_file={data!r}, include=['lib.py'])\nc.start()\nimport lib; lib.ask()\nc.stop()\n"
            "print(sorted(c.analysis('lib.py')[2]))"
        )
        reports.append(run_python("-c", script, cwd=program).stdout)
    assert reports[0] == reports[1] != ""

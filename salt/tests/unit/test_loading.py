"""What a Salt admin sees of the extension: functions, their documentation, and why it doesn't load."""

import ast
import inspect
import re

import pytest
import salt.loader
from conftest import EXTENSION

FILES = sorted(EXTENSION.glob("*/autodock*.py"))


def public_functions(path):
    tree = ast.parse(path.read_text())
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return [function for function in functions if not function.name.startswith("_")]


ASKING = ("backup", "create", "delete", "edit", "host_add", "host_label", "host_remove", "hosts")
ASKING += ("list", "plan", "requests", "show", "verify")
SERVING = ("accept_keys", "announce", "ask", "drop_keys", "keys", "master", "spool", "submit_event")
# A module of these kinds has no command of its own.
SILENT = ("pillar",)


def own(functions):
    return {name for name in functions if name.startswith("autodock.")}


def test_the_runner_offers_these_functions_and_no_others(runner):
    assert own(runner) == {f"autodock.{name}" for name in ASKING + SERVING}


def test_the_execution_module_offers_these_functions_and_no_others(options):
    modules = salt.loader.minion_mods(options, whitelist=["autodock"])
    assert own(modules) == {f"autodock.{name}" for name in (*ASKING, "apps", "facts")}


def test_the_state_module_offers_these_functions_and_no_others(options):
    modules = salt.loader.minion_mods(options, whitelist=["autodock"])
    states = salt.loader.states(options, modules, {}, {}, whitelist=["autodock"])
    assert own(states) == {
        f"autodock.{kind}_{wanted}" for kind in ("formation", "host") for wanted in ("present", "absent")
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_function_has_a_docstring_with_a_cli_example(path):
    functions = public_functions(path)
    assert functions
    for function in functions:
        documentation = ast.get_docstring(function) or ""
        example = "CLI Example:\n\n.. code-block:: bash\n\n    salt"
        assert path.parent.name in SILENT or example in documentation, function.name
        for argument in function.args.args:
            told = re.search(rf"\n(\w+, )*{argument.arg}(, \w+)*\n    ", documentation)
            assert told, (function.name, argument.arg)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_file_imports_its_own_package(path):
    imports = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom)]
    assert not [node for node in imports if node.level or (node.module or "").startswith("saltext")]


def test_the_engine_says_why_it_does_not_run_on_a_minion(options):
    options["__role"] = "minion"
    engines = salt.loader.engines(options, {}, {}, {})
    assert "autodock.start" not in engines
    assert engines.missing_fun_string("autodock.start").endswith("autodock: the engine runs on a master only")


def test_the_runner_says_what_is_missing(runner):
    loaded = inspect.getmodule(runner["autodock.keys"].func)
    virtual = loaded.__dict__["__virtual__"]
    for name in ("POSIX", "CRYPTOGRAPHY"):
        loaded.__dict__[name] = False
        usable, reason = virtual()
        loaded.__dict__[name] = True
        assert usable is False
        assert reason.startswith("autodock: ")
    assert virtual() == "autodock"

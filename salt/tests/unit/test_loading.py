"""What a Salt admin sees of the extension: functions, their documentation, and why it doesn't load."""

import ast
import inspect

import pytest
import salt.loader
from conftest import EXTENSION

FILES = sorted(EXTENSION.glob("*/autodock.py"))


def public_functions(path):
    tree = ast.parse(path.read_text())
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return [function for function in functions if not function.name.startswith("_")]


def test_the_runner_offers_these_functions_and_no_others(runner):
    assert {name for name in runner if name.startswith("autodock.")} == {
        f"autodock.{name}"
        for name in ("accept_keys", "announce", "drop_keys", "keys", "master", "spool", "submit_event")
    }


def test_the_execution_module_offers_facts_alone(options):
    modules = salt.loader.minion_mods(options)
    assert {name for name in modules if name.startswith("autodock.")} == {"autodock.facts"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_every_function_has_a_docstring_with_a_cli_example(path):
    functions = public_functions(path)
    assert functions
    for function in functions:
        documentation = ast.get_docstring(function) or ""
        assert "CLI Example:\n\n.. code-block:: bash\n\n    salt" in documentation, function.name
        for argument in function.args.args:
            assert f"\n{argument.arg}\n    " in documentation, (function.name, argument.arg)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
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

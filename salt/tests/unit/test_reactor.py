"""The reactor's files, rendered as the master renders them, with data that would be something else."""

import json
import re

import pytest
import salt.loader
import salt.template
import salt.utils.yaml
from conftest import EXTENSION

REPOSITORY = EXTENSION.parents[3]
FILES = sorted((REPOSITORY / "reactor").glob("*.sls"))
SHIPPED = salt.utils.yaml.safe_load((REPOSITORY / "salt/master.d/autodock-reactor.conf").read_text())
HOSTILE = [
    {"user": "jürgen", "formation": "f1\n    - tgt: '*'"},
    {"volumes": ['/srv/it\'s "x" {{ 7*7 }} {% raw %}:/data'], "image": "R/sshd:1 # x"},
    {"hostname-scheme": "web: {a: b}", "{{ 7*7 }}": "!!python/object/apply:os.system ['id']"},
    {"raw": b"\xff\x00", "deep": [[{"a": [None, True, 1.5]}]], "text": "#!py\ndef run(): raise SystemExit"},
    {"id": "dldocker01", "cmd": "_minion_event", "data": {"x": "`id`; $(id)"}},
]


@pytest.fixture
def render(options):
    renderers = salt.loader.render(options, {})

    def render(path, tag, data):
        return salt.template.compile_template(
            str(path), renderers, "jinja|yaml", [], [], saltenv="base", sls="", tag=tag, data=data
        )

    return render


def test_every_file_has_its_event_and_every_event_its_file():
    paths = [path for entry in SHIPPED["reactor"] for (path,) in entry.values()]
    assert sorted(path.rsplit("/", 1)[1] for path in paths) == [path.name for path in FILES]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("data", HOSTILE, ids=range(len(HOSTILE)))
def test_data_are_handed_on_as_they_are_to_the_one_function(render, path, data):
    tag = "autodock/x/{{ 7*7 }}"
    rendered = render(path, tag, data)
    call = {"runner.autodock.submit_event": [{"args": [{"tag": tag}, {"data": data}]}]}
    assert rendered == {"autodock": call}
    assert "49" not in re.sub(r"\W7\*7\W", "", json.dumps(rendered, default=repr))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_rendered_goes_into_the_spool(render, runner, spool, path):
    entry = render(path, "autodock/verify", {"_stamp": "now", "token": "t"})["autodock"]
    (arguments,) = entry["runner.autodock.submit_event"]
    named = {name: value for item in arguments["args"] for name, value in item.items()}
    assert runner["autodock.submit_event"](**named)["added"]

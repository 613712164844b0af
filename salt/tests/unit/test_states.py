"""States: what is told before, what is done, and that nothing is done twice."""

import pytest
import salt.loader
from api_service import OPERATOR, ApiService

SHOP = {
    "name": "f1",
    "user": "team1",
    "hostname_scheme": "web",
    "number": 3,
    "ram": "100M",
    "cpu_shares": 100,
    "ports": ["8080:80", 9000],
    "volumes": ["/data"],
    "host_server": "h1",
    "bootstrap": "cron",
}


@pytest.fixture
def api():
    with ApiService() as api:
        yield api


@pytest.fixture
def state(api, options, tmp_path, monkeypatch):
    """Runs one state as an orchestration does, through the execution module and the runner."""
    monkeypatch.setattr("sys.argv", ["/usr/bin/salt-run", "state.orch"])
    (tmp_path / "operator").write_text(OPERATOR)
    options["autodock"].update(service=api.url, token_file=str(tmp_path / "operator"))
    options["id"] = "master_master"
    runner = salt.loader.runner(options)

    def run(function, test=False, **arguments):
        mine = {**options, "test": test}
        modules = salt.loader.minion_mods(mine, whitelist=["autodock"])
        modules.pack["__salt__"] = modules
        modules["saltutil.runner"] = lambda name, arg: runner[name](*arg)
        states = salt.loader.states(mine, modules, {}, {}, whitelist=["autodock"])
        return states[f"autodock.{function}"](**arguments)

    return run


def test_a_formation_is_told_made_and_left_alone(state, api):
    before = state("formation_present", test=True, **SHOP)
    assert before["result"] is None
    assert api.changing_calls() == []
    made = state("formation_present", **SHOP)
    assert made["result"] is True
    assert made["changes"] == before["changes"]
    assert made["changes"]["ram"] == {"old": None, "new": "100M"}
    assert made["changes"]["apps"] == {"old": None, "new": ["web001", "web002", "web003"]}
    assert "image" not in made["changes"]
    done = len(api.changing_calls())
    for test in (False, True):
        again = state("formation_present", test=test, **SHOP)
        assert (again["result"], again["changes"]) == (True, {})
    assert len(api.changing_calls()) == done


@pytest.mark.parametrize(
    "other", [{"ram": 100}, {"ram": "100"}, {"ram": "0.1G"}, {"ports": [9000, "8080:80"]}, {"number": "3"}]
)
def test_another_spelling_or_order_is_no_change(state, other):
    state("formation_present", **SHOP)
    assert state("formation_present", **{**SHOP, **other})["changes"] == {}


def test_a_change_by_hand_is_told_by_field_and_put_back(state, api):
    state("formation_present", **SHOP)
    api.formations["team1", "f1"]["ram"] = "200M"
    before = state("formation_present", test=True, **SHOP)
    assert (before["result"], before["changes"]) == (None, {"ram": {"old": "200M", "new": "100M"}})
    after = state("formation_present", **SHOP)
    assert (after["result"], after["changes"]) == (True, before["changes"])
    assert api.formations["team1", "f1"]["ram"] == "100M"


def test_what_is_not_named_stays(state, api):
    state("formation_present", **SHOP)
    api.formations["team1", "f1"]["cpu-shares"] = 7
    named = {field: value for field, value in SHOP.items() if field != "cpu_shares"}
    assert state("formation_present", **named)["changes"] == {}
    assert state("formation_present", **{**named, "number": 4})["changes"] == {"number": {"old": 3, "new": 4}}
    assert api.calls[-3][2]["number"] == 4 or api.formations["team1", "f1"]["number"] == 4
    assert api.formations["team1", "f1"]["cpu-shares"] == 7


@pytest.mark.parametrize("test", [True, False])
def test_the_hostname_scheme_can_not_be_changed(state, test):
    state("formation_present", **SHOP)
    told = state("formation_present", test=test, **{**SHOP, "hostname_scheme": "other"})
    assert told["result"] is False
    assert told["comment"].startswith("hostname_scheme of team1/f1 is web")


def test_a_refusal_is_the_comment(state, api):
    api.failing = "no host server has room"
    told = state("formation_present", **SHOP)
    assert (told["result"], told["changes"]) == (False, {})
    assert told["comment"].endswith("failed: no host server has room")


def test_a_formation_goes_once(state, api):
    state("formation_present", **SHOP)
    before = state("formation_absent", test=True, name="f1", user="team1")
    assert before["result"] is None
    assert state("formation_absent", name="f1", user="team1")["changes"] == before["changes"]
    assert api.formations == {}
    for test in (False, True):
        again = state("formation_absent", test=test, name="f1", user="team1")
        assert (again["result"], again["changes"]) == (True, {})


def test_a_host_server_is_added_labelled_and_removed_once(state, api):
    host = {"name": "h1", "address": "10.0.0.1", "labels": {"rack": "a"}}
    before = state("host_present", test=True, **host)
    assert (before["result"], api.hosts) == (None, {})
    assert state("host_present", **host)["changes"] == before["changes"]
    assert state("host_present", **host)["changes"] == {}
    labels = {"labels": {"old": {"rack": "a"}, "new": {"rack": "b"}}}
    assert state("host_present", test=True, **{**host, "labels": {"rack": "b"}})["changes"] == labels
    assert state("host_present", **{**host, "labels": {"rack": "b"}})["changes"] == labels
    moved = state("host_present", **{**host, "address": "10.0.0.2"})
    assert (moved["result"], moved["comment"][:23]) == (False, "address of h1 is 10.0.0")
    assert state("host_absent", test=True, name="h1")["result"] is None
    assert state("host_absent", name="h1")["result"] is True
    assert state("host_absent", name="h1")["changes"] == {}

"""Asking the service at the master's terminal, from a minion, in states and for the pillar."""

import json

SHOP = {"user": "carl", "formation": "shop", "hostname_scheme": "web"}
HOSTILE = "jürgen's \"x\" {{ 7*7 }} {% raw %}\n- tgt: '*' # yes: {a: b}"


def named(**arguments):
    return [f"{name}={json.dumps(value)}" for name, value in arguments.items()]


def test_at_the_terminal_a_formation_is_made_shown_and_removed(master, api):
    made = master.run("autodock.create", *named(**SHOP, number=2, ports=["8080:22"]))
    assert made["state"] == "done"
    assert api.calls[0][2]["ports"] == ["8080:22"]
    assert set(master.run("autodock.show", "carl", "shop")["apps"]) == {"web001", "web002"}
    assert set(master.run("autodock.list")) == {"carl"}
    assert master.run("autodock.delete", "carl", "shop", "wait=False")["state"] == "accepted"


def test_a_refusal_is_an_exit_status_and_the_services_sentence(master, api):
    done = master.run("autodock.show", "carl", "shop", check=False)
    assert done.returncode == 1
    assert "formation carl/shop is not there" in done.stdout


def test_a_minion_that_may_ask_does_so_with_the_token_the_master_has_for_it(minion, api):
    api.slow = 1
    made = minion.call("autodock.create", *named(**SHOP, env={"TEXT": HOSTILE}))
    assert made["state"] == "done"
    assert api.changing_calls()[0][2]["env"] == {"TEXT": HOSTILE}
    assert minion.call("autodock.list")["carl"]["shop"]["number"] == 1


def test_a_minion_whose_token_was_revoked_is_told_so(minion, api, master):
    token = master.root / "etc" / "minion.token"
    kept = token.read_text()
    token.write_text("revoked")
    try:
        assert "nobody holds this token" in minion.call("autodock.hosts", check=False)
    finally:
        token.write_text(kept)


def test_the_examples_states_tell_before_do_it_and_do_it_once(master, api):
    def orchestrated(sls, *arguments):
        told = master.run("state.orch", sls, *arguments, check=False)
        (states,) = json.loads(told.stdout)["data"].values()
        return {state["__id__"]: (state["result"], state["changes"]) for state in states.values()}

    before = orchestrated("autodock.shop", "test=True")
    assert {result for result, _ in before.values()} == {None}
    assert api.changing_calls() == []
    made = orchestrated("autodock.shop")
    assert {result for result, _ in made.values()} == {True}
    assert {name: changes for name, (_, changes) in made.items()} == {
        name: changes for name, (_, changes) in before.items()
    }
    assert set(map(str, orchestrated("autodock.shop").values())) == {"(True, {})"}
    assert {result for result, _ in orchestrated("autodock.clean").values()} == {True}
    assert (api.formations, api.hosts) == ({}, {})


def test_an_app_renders_its_peers_from_the_pillar(minion, api):
    spec = {"user": "carl", "formation": "shop", "hostname-scheme": "clweb", "number": 2}
    api.formations["carl", "shop"] = api.made(spec)
    api.hosts["h1"] = {"host-server": "h1", "address": "10.0.0.1"}
    told = minion.call("pillar.get", "autodock")
    assert set(told["peers"]) == {"clweb002"}
    (shown,) = minion.call("state.show_sls", "autodock.upstreams").values()
    contents = [item["contents"] for item in shown["file"] if isinstance(item, dict) and "contents" in item]
    assert contents == ["upstream shop {\n  server 10.0.0.1:9023; # clweb002\n}\n"]

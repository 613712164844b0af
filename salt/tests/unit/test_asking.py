"""What the runner asks of the service, and what it makes of the answer."""

import pytest
import salt.loader
from api_service import OPERATOR, ApiService
from salt.exceptions import CommandExecutionError


@pytest.fixture
def api():
    with ApiService() as api:
        yield api


@pytest.fixture
def asking(api, options, tmp_path, monkeypatch):
    """The runner's functions as salt-run calls them."""
    monkeypatch.setattr("sys.argv", ["/usr/bin/salt-run", "autodock.create"])
    (tmp_path / "operator").write_text(OPERATOR + "\n")
    options["autodock"].update(service=api.url, token_file=str(tmp_path / "operator"))
    runner = salt.loader.runner(options)
    return lambda name, *arguments, **named: runner[f"autodock.{name}"](*arguments, **named)


def test_a_formation_is_made_and_waited_for(asking, api):
    api.slow = 1
    made = asking("create", "carl", "shop", "web", number=2, cpu_shares=200, __pub_user="root")
    assert made["state"] == "done"
    assert set(made["apps"]) == {"web001", "web002"}
    body = {"user": "carl", "formation": "shop", "hostname-scheme": "web", "number": 2, "cpu-shares": 200}
    assert api.calls[0] == ("POST", "/v1/formations", body, None)


def test_without_waiting_the_accepted_request_is_the_answer(asking, api):
    made = asking("create", "carl", "shop", "web", wait=False, id="order-7")
    assert (made["request"], made["state"]) == ("r1", "accepted")
    assert [call[3] for call in api.calls] == ["order-7"]


def test_a_request_that_fails_raises_its_sentence(asking, api):
    api.failing = "no host server has room"
    with pytest.raises(CommandExecutionError, match="^request r1 failed: no host server has room$"):
        asking("create", "carl", "shop", "web")


def test_a_refusal_raises_the_services_sentence(asking):
    with pytest.raises(CommandExecutionError, match="^formation carl/shop is not there$"):
        asking("show", "carl", "shop")


def test_a_request_that_takes_too_long_goes_on(asking, api):
    api.slow = 1000
    with pytest.raises(CommandExecutionError, match="^request r1 goes on: (running|accepted) after 0.001 s$"):
        asking("create", "carl", "shop", "web", timeout=0.001)


def test_formations_come_by_user_and_name_with_their_apps_by_hostname(asking):
    asking("create", "carl", "shop", "web")
    asking("create", "mona", "wiki", "wi", number=2)
    assert {user: set(owned) for user, owned in asking("list").items()} == {
        "carl": {"shop"},
        "mona": {"wiki"},
    }
    assert set(asking("list", "mona")["mona"]["wiki"]["apps"]) == {"wi001", "wi002"}
    assert asking("list", "mona", "other") == {}
    assert asking("show", "carl", "shop")["apps"]["web001"]["host-server"] == "h1"


def test_only_what_is_named_is_sent_with_an_edit(asking, api):
    asking("create", "carl", "shop", "web")
    asking("edit", "carl", "shop", ram="200M")
    assert api.calls[-2][:3] == ("PATCH", "/v1/formations/carl/shop", {"ram": "200M"})


def test_volumes_go_only_when_asked(asking, api):
    for volumes, query in ((False, 0), (True, 1)):
        asking("create", "carl", "shop", "web")
        asking("delete", "carl", "shop", volumes=volumes)
        assert len([call for call in api.calls if call[0] == "DELETE"]) == query + 1
    with pytest.raises(CommandExecutionError, match="volumes 'yes'"):
        asking("delete", "carl", "shop", volumes="yes")


def test_verify_backup_plan_requests_and_hosts(asking, api):
    asking("create", "carl", "shop", "web")
    assert asking("verify", "carl", "shop", dry_run=True)["operation"] == "verify"
    assert api.calls[-2][2] == {"user": "carl", "formation": "shop", "dry-run": True}
    assert asking("verify")["state"] == "done"
    assert asking("backup", "carl", "shop", "/srv/b")["operation"] == "backup"
    assert asking("plan", user="carl", formation="new", hostname_scheme="new")["apps"].keys() == {"new001"}
    assert list(asking("requests", most=2)) == ["r4", "r3"]
    assert asking("requests", "r1")["operation"] == "create"
    asking("host_add", "h1", "10.0.0.1", labels={"rack": "a"})
    asking("host_label", "h1", {"rack": "b"})
    assert asking("hosts")["h1"]["labels"] == {"rack": "b"}
    assert asking("host_remove", "h1") == {"removed": True}
    assert asking("hosts") == {}


@pytest.mark.parametrize("name", ["../tokens", "a/b", "ü{{ 7*7 }}", "%2e%2e", "a?x=1#y"])
def test_a_name_is_one_segment_of_the_path_whatever_it_holds(asking, api, name):
    with pytest.raises(CommandExecutionError, match="is not there"):
        asking("show", name, "shop")
    assert api.calls[-1][1].count("/") == 4


@pytest.mark.parametrize("name", ["", ".", "..", None, ["a"], True])
def test_what_is_no_name_is_refused_before_any_call(asking, api, name):
    with pytest.raises(CommandExecutionError, match="expected a name"):
        asking("show", name, "shop")
    assert api.calls == []


def test_a_service_that_does_not_answer_is_named(asking, api, options):
    options["autodock"]["service"] = "http://127.0.0.1:1"
    runner = salt.loader.runner(options)
    with pytest.raises(
        CommandExecutionError, match="^Autodock's service at http://127.0.0.1:1 does not answer"
    ):
        runner["autodock.hosts"]()


@pytest.mark.parametrize("service", [None, "", "ftp://x", "https://user:pass@x", "autodock:8440"])
def test_a_wrong_address_is_named(api, asking, options, service):
    options["autodock"]["service"] = service
    runner = salt.loader.runner(options)
    with pytest.raises(CommandExecutionError, match="expected http"):
        runner["autodock.hosts"]()


# -- who asks -------------------------------------------------------------------------------


def functions(options, minion=None):
    """The runner as the master's own process loads it, for itself or for a call of a minion."""
    mine = {**options, "id": minion or "master_master"}
    return salt.loader.runner(mine)


def test_in_the_masters_process_nobody_speaks_as_the_operator(asking, api, options, monkeypatch):
    monkeypatch.setattr("sys.argv", ["/usr/bin/salt-master"])
    told = functions(options)["autodock.ask"]("hosts")
    assert told["refused"].startswith("token: expected the token of a user or an operator")
    with pytest.raises(CommandExecutionError, match="^token: "):
        functions(options)["autodock.hosts"]()
    assert api.calls == []


def test_a_minion_asks_with_the_token_that_stands_for_its_id(asking, api, options, tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["/usr/bin/salt-master"])
    (tmp_path / "ci01").write_text("token-of-ci01")
    api.tokens["token-of-ci01"] = "ci"
    options["autodock"]["minions"] = {"ci01": str(tmp_path / "ci01")}
    own, others = functions(options, "ci01"), functions(options, "ci01.example.com")
    assert others["autodock.ask"]("hosts")["refused"].startswith("token: ")
    assert own["autodock.ask"]("hosts") == {"answer": {}}
    assert others["autodock.ask"]("hosts")["refused"].startswith("token: ")


def test_a_token_that_is_given_counts_and_no_other(asking, api, options):
    with pytest.raises(CommandExecutionError, match="^nobody holds this token"):
        asking("hosts", token="revoked")
    assert functions(options)["autodock.ask"]("hosts", {}, OPERATOR) == {"answer": {}}


@pytest.mark.parametrize("what", ["submit_event", "accept_keys", "__class__", ""])
def test_nothing_but_the_services_calls_can_be_asked(asking, what):
    assert "expected one of" in asking("ask", what, {})["refused"]


def test_a_token_file_without_a_token_is_named(asking, options, tmp_path):
    (tmp_path / "operator").write_text("\n")
    with pytest.raises(CommandExecutionError, match="operator holds no token$"):
        asking("hosts")
    (tmp_path / "operator").unlink()
    with pytest.raises(CommandExecutionError, match="operator can't be read"):
        asking("hosts")


@pytest.mark.parametrize("answer", [{}, "'autodock.ask' runner publish timed out", None])
def test_a_minion_that_the_master_does_not_let_ask_is_told_so(options, answer):
    options["__role"] = "minion"
    modules = salt.loader.minion_mods(options, whitelist=["autodock"])
    modules.pack["__salt__"] = modules
    modules["publish.runner"] = lambda name, arg: answer
    with pytest.raises(CommandExecutionError, match="^the master did not answer|^the master does not let"):
        modules["autodock.hosts"]()

"""What an app is told of its formation."""

import pytest
import salt.loader
from api_service import OPERATOR, ApiService


@pytest.fixture
def api():
    with ApiService() as api:
        for number in (1, 2):
            api.hosts[f"h{number}"] = {"host-server": f"h{number}", "address": f"10.0.0.{number}"}
        api.formations["carl", "shop"] = api.made(
            {"user": "carl", "formation": "shop", "hostname-scheme": "web", "number": 2}
        )
        yield api


@pytest.fixture
def pillar(api, options, tmp_path):
    (tmp_path / "operator").write_text(OPERATOR)
    options["autodock"].update(service=api.url, token_file=str(tmp_path / "operator"))

    def pillar(minion, **claim):
        mine = {**options, "id": minion, "grains": {"autodock": claim} if claim else {}}
        return salt.loader.pillars(mine, {})["autodock"](minion, {})

    return pillar


def test_an_app_is_told_its_peers_and_ports(pillar):
    told = pillar("web001", user="carl", formation="shop")["autodock"]
    assert (told["user"], told["formation"], told["hostname"]) == ("carl", "shop", "web001")
    assert (told["address"], told["ports"]) == ("10.0.0.1", ["80:80"])
    assert set(told["peers"]) == {"web002"}
    assert told["peers"]["web002"]["address"] == "10.0.0.1"


def test_each_minion_is_told_its_own(pillar):
    assert pillar("web001", user="carl", formation="shop")["autodock"]["hostname"] == "web001"
    assert pillar("web002", user="carl", formation="shop")["autodock"]["hostname"] == "web002"


@pytest.mark.parametrize("claim", [{}, {"user": "carl"}, {"user": ["carl"], "formation": "shop"}])
def test_a_minion_that_is_no_app_costs_no_call(pillar, api, claim):
    assert pillar("dldocker01", **claim) == {}
    assert api.calls == []


@pytest.mark.parametrize("formation", ["shop", "absent", "../../tokens"])
def test_a_minion_that_claims_anothers_formation_is_told_nothing(pillar, formation):
    assert pillar("dldocker01", user="carl", formation=formation) == {}


def test_while_the_service_is_silent_an_app_keeps_what_it_was_told(pillar, options):
    told = pillar("web001", user="carl", formation="shop")
    options["autodock"]["service"] = "http://127.0.0.1:1"
    assert pillar("web001", user="carl", formation="shop") == told
    assert pillar("web002", user="carl", formation="shop") == {}


def test_the_addresses_of_hosts_are_looked_at_once_for_many_apps(pillar, api):
    for _ in range(3):
        pillar("web001", user="carl", formation="shop")
    assert [call[1] for call in api.calls].count("/v1/hosts") == 1

"""The service's calls: keys, news and facts, with the shipped rights of its account over salt-api."""

import hashlib
import json
import os
import signal
import ssl
import subprocess
import urllib.error
import urllib.request

import pytest
from conftest import BIN, MINION, await_, free_port, shipped

PASSWORD = "long random pässword"


class Api:
    """salt-api over TLS with the shipped configuration, and the account `autodock` in it."""

    def __init__(self, master, root):
        self.root = root
        root.mkdir()
        self.port = free_port()
        self._certificate()
        users = root / "users"
        users.write_text(f"autodock:{hashlib.sha256(PASSWORD.encode()).hexdigest()}\n")
        users.chmod(0o600)
        self.configuration = shipped("autodock-api.conf")
        self.configuration["external_auth"]["file"]["^filename"] = str(users)
        self.configuration["rest_cherrypy"].update(
            host="127.0.0.1", port=self.port, ssl_crt=str(root / "api.crt"), ssl_key=str(root / "api.key")
        )
        self.process = None

    def _certificate(self):
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=api"]
            + ["-addext", "subjectAltName=IP:127.0.0.1"]
            + ["-out", self.root / "api.crt", "-keyout", self.root / "api.key"],
            check=True,
            capture_output=True,
        )

    def start(self, master):
        command = [BIN / "salt-api", "-c", master.etc, "-l", "quiet"]
        self.process = subprocess.Popen(command, env=master.environment, start_new_session=True)
        await_(self.answers, "salt-api")

    def answers(self):
        try:
            return self.call({"client": "runner", "fun": "autodock.master"})
        except OSError:
            return None

    def stop(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def call(self, low):
        """What one call answers; raises HTTPError for a refusal."""
        account = {"username": "autodock", "password": PASSWORD, "eauth": "file"}
        request = urllib.request.Request(
            f"https://127.0.0.1:{self.port}/run",
            json.dumps([{**account, **low}]).encode(),
            {"Content-Type": "application/json", "Accept": "application/json"},
        )
        trust = ssl.create_default_context(cafile=self.root / "api.crt")
        with urllib.request.urlopen(request, context=trust, timeout=60) as answer:
            return json.load(answer)["return"][0]

    def runner(self, function, **arguments):
        return self.call({"client": "runner", "fun": f"autodock.{function}", "kwarg": arguments})


@pytest.fixture(scope="module")
def api(running, directory):
    master = running[0]
    api = Api(master, directory / "api")
    master.configuration.update(api.configuration)
    master.stop()
    master.save()
    master.start()
    api.start(master)
    yield api
    api.stop()


def fingerprint(pub):
    return hashlib.sha256(pub.strip().encode()).hexdigest()


def test_keys_are_told_accepted_and_dropped(api, minion):
    other = {"id": "clweb002", "pub": minion.pub, "replaces": []}
    assert api.runner("keys", ids=[MINION, "clweb002"]) == {
        MINION: {"state": "accepted", "fingerprint": fingerprint(minion.pub)}
    }
    assert api.runner("accept_keys", keys=[other]) == {"clweb002": {"accepted": True}}
    ours = [{"id": "clweb002", "fingerprints": [fingerprint(minion.pub)]}]
    assert api.runner("drop_keys", keys=ours) == {"clweb002": {"dropped": True}}
    assert api.runner("keys", ids=["clweb002"]) == {}


def test_a_minion_whose_key_was_accepted_is_in_at_once(api, minion):
    assert minion.call("test.ping") is True


def test_the_masters_key_is_what_a_minion_pins(api, master):
    told = api.runner("master")
    assert told["public_key"].strip() == (master.etc / "pki/master/master.pub").read_text().strip()
    assert told["version"].startswith("3008")


def test_a_hundred_news_reach_the_bus_in_one_call(api, master):
    news = [{"request": f"r{number}", "state": "done", "data": {"apps": 3}} for number in range(100)]
    with master.bus() as bus:
        assert api.runner("announce", events=news) == 100
        heard = []
        while len(heard) < 100:
            event = bus.get_event(tag="autodock/request/", full=True, wait=10)
            assert event, f"{len(heard)} of 100"
            heard.append(event)
    assert [event["tag"] for event in heard] == [f"autodock/request/r{number}/done" for number in range(100)]
    assert {event["data"]["apps"] for event in heard} == {3}


def test_the_facts_of_a_host_come_in_one_call(api, minion):
    minion.start()
    low = {"client": "local", "tgt": [MINION], "tgt_type": "list", "fun": "autodock.facts"}
    facts = await_(lambda: isinstance(api.call(low).get(MINION), dict) and api.call(low), "facts")[MINION]
    assert facts["cores"] == os.cpu_count()
    assert set(facts) == {"load", "cores", "memory_mb", "memory_available_mb", "disk", "grains"}
    assert facts["grains"]["kernel"] == "Linux"


@pytest.mark.parametrize(
    "low",
    [
        {"client": "runner", "fun": "autodock.submit_event", "kwarg": {"tag": "autodock/verify", "data": {}}},
        {"client": "runner", "fun": "autodock.spool"},
        {"client": "runner", "fun": "event.send", "arg": ["x"]},
        {"client": "wheel", "fun": "key.list_all"},
        {"client": "local", "tgt": "*", "fun": "cmd.run", "arg": ["id"]},
        {"client": "local", "tgt": "*", "fun": "autodock.facts,cmd.run", "arg": [[], ["id"]]},
    ],
)
def test_nothing_else_is_allowed(api, low):
    with pytest.raises(urllib.error.HTTPError) as refused:
        api.call(low)
    assert refused.value.code in (400, 401)


def test_another_key_under_the_same_name_is_refused(api, minion, master):
    held = (master.etc / "pki/master/minions" / MINION).read_bytes()
    stranger = api.runner("master")["public_key"]
    answer = api.runner("accept_keys", keys=[{"id": MINION, "pub": stranger, "replaces": []}])
    assert answer[MINION]["refused"].startswith(f"the master holds another key for {MINION} (accepted, ")
    assert (master.etc / "pki/master/minions" / MINION).read_bytes() == held

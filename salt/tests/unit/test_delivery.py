"""What the engine does with the spool, against a real HTTP server."""

import importlib.util
import json
import os
import subprocess
import sys
import threading
import time

import pytest
from conftest import EXTENSION
from hook_service import HookService
from salt.exceptions import CommandExecutionError

VERIFY = "autodock/verify"


def load_engine():
    spec = importlib.util.spec_from_file_location("engine_of_autodock", EXTENSION / "engines" / "autodock.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


engine = load_engine()


@pytest.fixture
def token_file(tmp_path):
    path = tmp_path / "token"
    path.write_text("engine-credential\n")
    return path


@pytest.fixture
def delivery(service, token_file, runner, spool):
    runner["autodock.spool"]()
    post = engine._Post(service.url, str(token_file), None, 5)
    return engine._Delivery(str(spool), post, (0.01, 0.05))


@pytest.fixture
def submit(runner):
    def submit(**data):
        runner["autodock.submit_event"](VERIFY, {"_stamp": f"stamp of {data}", **data})

    return submit


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def rejected(spool):
    return [json.loads(path.read_bytes()) for path in sorted((spool / "rejected").iterdir())]


def test_events_arrive_in_order_and_are_gone_then(submit, delivery, service, spool):
    for number in range(20):
        submit(id=f"order-{number}", token="t")
    assert delivery.deliver_waiting() == 20
    assert [taken.key for taken in service.deliveries] == [f"order-{number}" for number in range(20)]
    assert names(spool / "queue") == []


def test_the_call_is_what_the_service_expects(submit, delivery, service):
    submit(id="order-7", token="t")
    delivery.deliver_waiting()
    call = service.deliveries[0]
    assert call.headers["Authorization"] == "Bearer engine-credential"
    assert call.headers["Content-Type"] == "application/json"
    assert call.body == {
        "tag": VERIFY,
        "origin": "event",
        "minion": None,
        "stamp": "stamp of {'id': 'order-7', 'token': 't'}",
        "data": {"id": "order-7", "token": "t"},
    }


@pytest.mark.parametrize("status", [400, 409, 413, 415, 422])
def test_a_refused_event_is_set_aside_without_its_token(submit, delivery, service, spool, status):
    service.answer = lambda call: (
        (status, "application/json", "no: planted-secret") if call.key == "bad" else 202
    )
    submit(id="bad", token="planted-secret", nested={"Token": "planted-too", "body": '{"token":"planted"}'})
    submit(id="good", token="t")
    delivery.deliver_waiting()
    assert [taken.key for taken in service.taken] == ["good"]
    assert len(service.deliveries) == 2
    (refused,) = rejected(spool)
    assert refused["status"] == status
    assert refused["answer"] == "no: ..."
    assert refused["event"]["data"]["id"] == "bad"
    assert "planted" not in json.dumps(refused)
    assert (spool / "rejected" / names(spool / "rejected")[0]).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("status", [404, 405])
def test_a_wrong_address_refuses_nothing_but_the_services_own_word_does(
    submit, delivery, service, spool, status
):
    answers = iter([status, (status, "application/problem+json", "{}")])
    service.answer = lambda call: next(answers)
    submit(id="a")
    delivery.deliver_waiting()
    assert len(service.deliveries) == 2
    assert len(rejected(spool)) == 1


@pytest.mark.parametrize("status", [301, 408, 429, 500, 502, 503])
def test_an_event_is_kept_and_tried_again(submit, delivery, service, spool, status):
    answers = iter([status, status, 202, 202])
    service.answer = lambda call: next(answers)
    submit(id="a")
    submit(id="b")
    delivery.deliver_waiting()
    assert [call.key for call in service.deliveries] == ["a", "a", "a", "b"]
    assert rejected(spool) == []


def test_a_refused_credential_is_read_again(submit, delivery, service, token_file):
    service.credential = "renewed"
    submit(id="a")
    threading.Thread(target=delivery.deliver_waiting, daemon=True).start()
    service.await_deliveries(3)
    assert service.taken == []
    token_file.write_text("renewed")
    assert [taken.key for taken in service.await_taken(1)] == ["a"]


def test_a_missing_credential_is_waited_for(submit, delivery, service, token_file, spool):
    token_file.unlink()
    submit(id="a")
    threading.Thread(target=delivery.deliver_waiting, daemon=True).start()
    token_file.write_text("engine-credential")
    assert [taken.key for taken in service.await_taken(1)] == ["a"]


def test_a_service_that_is_down_is_waited_for(submit, delivery, service):
    submit(id="a")
    delivery.deliver_waiting()
    service.stop()
    submit(id="b")
    threading.Thread(target=delivery.deliver_waiting, daemon=True).start()
    service.resume()
    assert [taken.key for taken in service.await_taken(2)] == ["a", "b"]


def test_an_unreadable_file_holds_up_nothing(submit, delivery, service, spool):
    submit(id="a")
    (spool / "queue" / ("0" * 20 + "-000000-x.json")).write_text('{"token": "torn')
    delivery.deliver_waiting()
    assert [taken.key for taken in service.taken] == ["a"]
    assert "torn" not in json.dumps(rejected(spool))


def test_old_marks_and_old_refusals_are_forgotten(submit, delivery, spool, monkeypatch):
    monkeypatch.setattr(engine, "REJECTED_KEPT", 2)
    submit(id="a")
    for number in range(4):
        (spool / "rejected" / f"{number}.json").write_text("{}")
    marks = len(names(spool / "marks"))
    delivery.tidy()
    assert len(names(spool / "marks")) == marks
    delivery.deliver_waiting()
    for mark in (spool / "marks").iterdir():
        os.utime(mark, (0, 0), follow_symlinks=False)
    delivery.tidy()
    assert names(spool / "marks") == []
    assert names(spool / "rejected") == ["2.json", "3.json"]


KILLED = """
import sys
sys.path.insert(0, {tests!r})
from test_delivery import engine
engine._Delivery({spool!r}, engine._Post({url!r}, {token!r}, None, 5), (0.01, 0.05)).run()
"""


def test_killed_at_any_moment_it_loses_none_and_keeps_the_order(submit, service, token_file, spool):
    for number in range(60):
        submit(id=f"order-{number:02d}")
    service.answer = lambda call: time.sleep(0.005) or 202
    script = KILLED.format(
        tests=os.path.dirname(__file__), spool=str(spool), url=service.url, token=str(token_file)
    )
    for wanted in (5, 17, 31, 60):
        path = os.pathsep.join(filter(None, sys.path))
        process = subprocess.Popen([sys.executable, "-c", script], env={**os.environ, "PYTHONPATH": path})
        service.await_taken(wanted)
        process.kill()
        process.wait()
    keys = [call.key for call in service.deliveries]
    assert [taken.key for taken in service.taken] == [f"order-{number:02d}" for number in range(60)]
    assert keys == sorted(keys)
    assert len(keys) <= 60 + 3


def test_two_engines_never_send_at_once(submit, service, token_file, spool):
    for number in range(40):
        submit(id=f"order-{number:02d}")
    for _ in range(2):
        post = engine._Post(service.url, str(token_file), None, 5)
        threading.Thread(target=engine._Delivery(str(spool), post, (0.01, 0.05)).run, daemon=True).start()
    service.await_taken(40)
    keys = [call.key for call in service.deliveries]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"url": "ftp://host/x"}, "url 'ftp://host/x'"),
        ({"url": "http://user:pass@host/"}, "expected http"),
        ({"tags": "autodock/verify"}, "expected a list"),
        ({"tags": ["autodock/request/1/done"]}, "the service itself fires"),
        ({"retry_seconds": [0, 1]}, "retry_seconds"),
        ({"retry_seconds": 3}, "retry_seconds"),
    ],
)
def test_wrong_options_are_named(options, sentence, token_file, monkeypatch):
    monkeypatch.setattr(
        engine, "__runners__", {"autodock.spool": lambda: {"directory": "/nowhere"}}, raising=False
    )
    right = {"url": "http://127.0.0.1:1/", "token_file": str(token_file)}
    with pytest.raises(CommandExecutionError, match=sentence):
        engine.start(**{**right, **options})


def test_an_unknown_authority_is_not_trusted(submit, delivery, tmp_path, token_file, spool, monkeypatch):
    (certificate, key) = self_signed(tmp_path)
    with HookService() as service:
        service.server.socket = tls(service.server.socket, certificate, key)
        url = service.url.replace("http:", "https:")
        submit(id="a")
        monkeypatch.setattr(delivery, "post", engine._Post(url, str(token_file), str(certificate), 5))
        assert delivery.deliver_waiting() == 1
        assert [taken.key for taken in service.taken] == ["a"]
        stranger = engine._Post(url, str(token_file), None, 5)
        with pytest.raises(OSError, match="certificate verify failed"):
            stranger(b"{}", "b")


def self_signed(folder):
    certificate, key = folder / "service.crt", folder / "service.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=service"]
        + ["-addext", "subjectAltName=IP:127.0.0.1", "-out", certificate, "-keyout", key],
        check=True,
        capture_output=True,
    )
    return certificate, key


def tls(socket, certificate, key):
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context.wrap_socket(socket, server_side=True)

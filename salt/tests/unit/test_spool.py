"""What becomes of an event on its way into the spool."""

import datetime
import hashlib
import json
import os
import pwd
import threading

import pytest
from salt.exceptions import CommandExecutionError

STAMP = "2026-01-02T03:04:05.678901+00:00"
CREATE = "autodock/formation/create"


def from_master(**data):
    return {"_stamp": STAMP, **data}


def from_minion(minion="web1", jid="20260102030405678901", **data):
    sent = {"__pub_fun": "event.send", "__pub_jid": jid, "__pub_pid": 7, "__pub_tgt": "salt-call", **data}
    return {"id": minion, "cmd": "_minion_event", "tag": CREATE, "ts": 1, "_stamp": STAMP, "data": sent}


def queue(spool):
    return sorted((spool / "queue").iterdir())


def records(spool):
    return [json.loads(path.read_bytes()) for path in queue(spool)]


def digest(value):
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def test_an_event_of_the_master_is_stored_without_its_stamp_in_the_data(runner, spool):
    answer = runner["autodock.submit_event"](CREATE, from_master(user="u", token="t"))
    assert records(spool) == [
        {
            "key": digest([CREATE, {"user": "u", "token": "t"}, STAMP]),
            "tag": CREATE,
            "origin": "event",
            "minion": None,
            "stamp": STAMP,
            "data": {"user": "u", "token": "t"},
        }
    ]
    assert answer == {"key": records(spool)[0]["key"], "added": True}


def test_an_event_of_a_minion_is_unwrapped(runner, spool):
    runner["autodock.submit_event"](CREATE, from_minion(user="u"))
    record = records(spool)[0]
    assert record["minion"] == "web1"
    assert record["data"] == {"user": "u"}
    assert record["key"] == digest([CREATE, "web1", "20260102030405678901", 7])


def test_the_senders_id_is_the_key_and_the_minions_name_is_not(runner, spool):
    runner["autodock.submit_event"](CREATE, from_minion(id="order-7", user="u"))
    assert records(spool)[0]["key"] == "order-7"


@pytest.mark.parametrize("given", ["a\r\nX-Role: operator", "ü", "", "x" * 129, 7, ["a"], {"a": 1}])
def test_an_id_that_no_header_can_hold_becomes_a_digest(runner, spool, given):
    runner["autodock.submit_event"](CREATE, from_master(id=given))
    assert records(spool)[0]["key"] == digest(["id", given])
    assert records(spool)[0]["data"]["id"] == given


def test_the_files_are_for_their_owner_alone(runner, spool):
    runner["autodock.submit_event"](CREATE, from_master())
    assert queue(spool)[0].stat().st_mode & 0o777 == 0o600
    assert {path.stat().st_mode & 0o777 for path in [spool, *spool.iterdir()]} <= {0o700, 0o600}


def test_the_token_is_taken_out_of_the_arguments(runner):
    for data in (from_master(token="secret"), from_minion(token="secret")):
        runner["autodock.submit_event"](CREATE, data)
        assert "secret" not in json.dumps(data)


def test_the_token_is_taken_out_of_refused_arguments_too(runner):
    data = from_master(token="secret")
    with pytest.raises(CommandExecutionError):
        runner["autodock.submit_event"]("no tag\n", data)
    assert "secret" not in json.dumps(data)


@pytest.mark.parametrize("event", [from_master, from_minion])
def test_the_same_event_by_two_ways_is_stored_once(runner, spool, event):
    first = runner["autodock.submit_event"](CREATE, event(user="u", token="t"))
    second = runner["autodock.submit_event"](CREATE, event(user="u", token="t"))
    assert (first["added"], second["added"]) == (True, False)
    assert len(queue(spool)) == 1


def test_the_same_event_is_not_stored_again_after_its_delivery(runner, spool):
    runner["autodock.submit_event"](CREATE, from_master(user="u"))
    queue(spool)[0].unlink()
    assert not runner["autodock.submit_event"](CREATE, from_master(user="u"))["added"]


def test_an_id_sent_again_waits_once_and_is_delivered_again_afterwards(runner, spool):
    again = dict(from_master(id="order-7"), _stamp="2026-01-02T03:05:00+00:00")
    runner["autodock.submit_event"](CREATE, from_master(id="order-7"))
    assert not runner["autodock.submit_event"](CREATE, dict(again))["added"]
    queue(spool)[0].unlink()
    assert runner["autodock.submit_event"](CREATE, dict(again))["added"]


def test_a_forged_event_does_not_crowd_out_the_one_whose_id_it_bears(runner, spool):
    runner["autodock.submit_event"](CREATE, from_master(id="order-7", token="forged"))
    runner["autodock.submit_event"](CREATE, from_master(id="order-7", token="right"))
    assert [record["data"]["token"] for record in records(spool)] == ["forged", "right"]


def test_names_sort_in_order_of_arrival_even_when_the_clock_goes_back(runner, spool, monkeypatch):
    clock = iter([5_000, 5_000, 3_000, 9_000])
    monkeypatch.setattr("time.time_ns", lambda: next(clock))
    for number in range(4):
        runner["autodock.submit_event"](CREATE, from_master(number=number))
    assert [record["data"]["number"] for record in records(spool)] == [0, 1, 2, 3]
    assert [path.name[:27] for path in queue(spool)] == [
        "00000000000000005000-000000",
        "00000000000000005000-000001",
        "00000000000000005000-000002",
        "00000000000000009000-000000",
    ]


def test_a_lost_lock_file_is_made_up_for(runner, spool, monkeypatch):
    monkeypatch.setattr("time.time_ns", lambda: 5_000)
    runner["autodock.submit_event"](CREATE, from_master(number=0))
    (spool / "lock").write_bytes(b"torn")
    runner["autodock.submit_event"](CREATE, from_master(number=1))
    assert [record["data"]["number"] for record in records(spool)] == [0, 1]


def test_a_full_spool_keeps_the_oldest_and_refuses_the_new(runner, options, spool):
    for number in range(100):
        runner["autodock.submit_event"](CREATE, from_master(number=number))
    with pytest.raises(CommandExecutionError, match="full: 100 events wait"):
        runner["autodock.submit_event"](CREATE, from_master(number=100))
    assert [record["data"]["number"] for record in records(spool)] == list(range(100))
    queue(spool)[0].unlink()
    assert runner["autodock.submit_event"](CREATE, from_master(number=100))["added"]


def test_what_a_killed_writer_left_half_written_goes(runner, spool):
    runner["autodock.submit_event"](CREATE, from_master(number=0))
    (spool / "writing" / "half").write_text('{"token": "sec')
    runner["autodock.submit_event"](CREATE, from_master(number=1))
    assert list((spool / "writing").iterdir()) == []


def test_many_writers_lose_nothing_and_repeat_nothing(runner, spool):
    submit = runner["autodock.submit_event"]

    def write():
        for number in range(30):
            submit(CREATE, from_master(number=number))

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(record["data"]["number"] for record in records(spool)) == list(range(30))


def test_values_that_json_does_not_know_are_written_as_text(runner, spool):
    data = from_master(
        raw="jürgen".encode(), torn=b"\xff", when=datetime.datetime(2026, 1, 2), number=float("nan")
    )
    data.update({1: "a", b"b": "c", None: "d"})
    runner["autodock.submit_event"](CREATE, data)
    assert records(spool)[0]["data"] == {
        "raw": "jürgen",
        "torn": "\ufffd",
        "when": "2026-01-02T00:00:00",
        "number": "nan",
        "1": "a",
        "b": "c",
        "null": "d",
    }


@pytest.mark.parametrize("sent", [None, "text", ["a"], 7])
def test_data_of_a_minion_that_is_no_mapping_is_passed_on_as_it_is(runner, spool, sent):
    runner["autodock.submit_event"](CREATE, {**from_minion(), "data": sent})
    assert records(spool)[0]["data"] == sent


@pytest.mark.parametrize(
    ("tag", "data", "sentence"),
    [
        ("", {}, "visible ASCII"),
        ("a\nb", {}, "visible ASCII"),
        (7, {}, "visible ASCII"),
        ("x" * 256, {}, "visible ASCII"),
        (CREATE, [], "expected a mapping"),
        (CREATE, {"text": "x" * 3_000_000}, "at most 2097152"),
    ],
)
def test_what_can_be_no_event_is_refused(runner, spool, tag, data, sentence):
    with pytest.raises(CommandExecutionError, match=sentence):
        runner["autodock.submit_event"](tag, data)
    assert not (spool / "queue").exists() or queue(spool) == []


def test_data_nested_without_end_is_refused(runner):
    data = {}
    for _ in range(100_000):
        data = {"a": data}
    with pytest.raises(CommandExecutionError, match="nested too deep"):
        runner["autodock.submit_event"](CREATE, data)


def test_the_spool_tells_how_full_it_is(runner, spool):
    runner["autodock.submit_event"](CREATE, from_master())
    told = runner["autodock.spool"]()
    assert told.pop("oldest_seconds") in (0, 1)
    assert told == {"directory": str(spool), "limit": 100, "waiting": 1, "rejected": 0}


@pytest.mark.parametrize("options_", [{"limit": 0}, {"limit": "7"}, {"limit": True}, {"spool": "relative"}])
def test_wrong_options_are_named(runner, options, options_):
    options["autodock"].update(options_)
    with pytest.raises(CommandExecutionError, match=f"autodock: {next(iter(options_))}"):
        runner["autodock.spool"]()


def test_what_root_writes_belongs_to_the_masters_user(runner, options, spool):
    user = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    options["user"] = user.pw_name
    runner["autodock.submit_event"](CREATE, from_master())
    paths = [spool, spool / "lock", spool / "queue", *queue(spool)]
    assert {path.lstat().st_uid for path in paths} == {user.pw_uid}

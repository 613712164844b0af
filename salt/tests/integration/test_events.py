"""Events on the way from a real bus to the service: engine and reactor are both on, as shipped."""

import copy
import datetime
import json
import os
import signal
import subprocess
import time

import pytest
from conftest import MINION, await_

CREATE = "autodock/formation/create"
SECRET = "planted-5c1f"
BURST = 2000


def fire(master, data, tag=CREATE):
    assert master.run("event.send", tag, json.dumps(data)) is True


def fire_many(master, events, tag=CREATE):
    with master.bus() as bus:
        for event in events:
            assert bus.fire_event(event, tag)


def files_with(text, root):
    found = subprocess.run(["grep", "-rlaF", text, root], capture_output=True, text=True, check=False)
    return found.stdout.splitlines()


def marks(master):
    return len(list((master.spool / "marks").glob("event-*")))


def settled(master):
    """True when both ways have done what they do with the events so far."""
    return master.run("autodock.spool")["waiting"] == 0


def test_an_event_fired_while_the_service_is_down_is_delivered_once_it_is_back(master, service):
    service.stop()
    fire(master, {"user": "u", "formation": "f", "token": "t"})
    await_(lambda: master.run("autodock.spool")["waiting"] == 1, "one event waits")
    service.resume()
    (taken,) = service.await_taken(1)
    assert taken.body["tag"] == CREATE
    assert taken.body["minion"] is None
    assert taken.body["origin"] == "event"
    assert taken.data == {"user": "u", "formation": "f", "token": "t"}
    await_(lambda: settled(master), "the spool is empty")


def test_an_event_of_a_minion_arrives_unwrapped(master, service, minion):
    minion.call("event.send", CREATE, '{"user": "u", "id": "order-1"}')
    (taken,) = service.await_taken(1)
    assert taken.key == "order-1"
    assert taken.body["minion"] == MINION
    assert taken.data == {"user": "u", "id": "order-1"}


def test_an_event_forged_in_the_masters_shape_is_an_event_like_all_others(master, service, minion):
    forged = {"events": [{"tag": "autodock/formation/delete", "data": {"user": "other", "formation": "f"}}]}
    service.answer = lambda delivery: 422
    minion.call("event.send", "x/y", "{}", f"preload={json.dumps(forged)}")
    (refused,) = service.await_deliveries(1)
    assert refused.body["tag"] == "autodock/formation/delete"
    assert refused.body["origin"] == "event"
    assert refused.data == {"user": "other", "formation": "f"}


def test_each_event_is_delivered_once_although_two_ways_take_it(master, service):
    fire_many(master, [{"number": number} for number in range(30)])
    service.await_taken(30)
    await_(lambda: master.log.count("Runner completed") >= 30, "the reactor has run too")
    await_(lambda: settled(master), "the spool is empty")
    assert sorted(delivery.data["number"] for delivery in service.deliveries) == list(range(30))


HOSTILE = [
    {"user": "jürgen", "formation": "f1", "hostname-scheme": "web"},
    {"volumes": ['/srv/it\'s "x" {{ 7*7 }} {% raw %}:/data']},
    {"formation": "f1\n    - tgt: '*'"},
    {"hostname-scheme": "web: {a: b}"},
    {"image": "R/sshd:1 # x"},
    {"user": "team1", "number": 2, "text": "x" * 100_000},
    {"odd": "\u2028 \x85 \x7f \x00 \ud7ff 😀 \\u0041 \r\n\t", "{{ 7*7 }}": 1, "#!py": "def run(): pass"},
    {"nothing": None, "yes": True, "octal": "010", "date": "2026-01-02", "float": 1.5, "deep": [[{"a": []}]]},
]


@pytest.mark.parametrize("way", ["both", "reactor"])
def test_hostile_data_arrives_unchanged(master, service, way):
    with only(master, way):
        fire_many(master, [{**data, "way": way} for data in HOSTILE])
        await_(lambda: len(of_way(service, way)) == len(HOSTILE), "all have arrived")
    by_content = {json.dumps(data, sort_keys=True) for data in of_way(service, way)}
    assert by_content == {json.dumps({**data, "way": way}, sort_keys=True) for data in HOSTILE}
    assert "Failed to render" not in master.log


def test_what_json_does_not_know_arrives_as_text_by_both_ways(master, service):
    data = {"raw": "jürgen".encode(), "torn": b"\xff", "when": datetime.datetime(2026, 1, 2), 7: 1, "a": 2}
    for way in ("both", "reactor"):
        with only(master, way):
            fire_many(master, [{**data, "way": way}])
            await_(lambda way=way: of_way(service, way), f"it has arrived by {way}")
    expected = {"raw": "jürgen", "torn": "\ufffd", "when": "2026-01-02T00:00:00", "7": 1, "a": 2}
    for way in ("both", "reactor"):
        assert of_way(service, way) == [{**expected, "way": way}]
    assert "Failed to render" not in master.log


def test_a_token_is_nowhere_once_its_event_is_acknowledged(master, service):
    service.answer = lambda delivery: (422, "application/json", f"no: {SECRET}")
    with master.bus() as bus:
        fire_many(master, [{"user": "u", "token": SECRET}])
        assert SECRET not in json.dumps(runner_returned(bus))
    service.await_deliveries(1)
    await_(lambda: master.run("autodock.spool")["rejected"] >= 1, "it is set aside")
    jobs = await_(
        lambda: files_with("autodock.submit_event", master.root / "var" / "cache"), "the job is kept"
    )
    assert jobs
    assert files_with(SECRET, master.root) == []


def runner_returned(bus):
    """The event by which the reactor's client tells what our runner returned."""
    while True:
        event = bus.get_event(tag="salt/run/", full=True, wait=20)
        assert event, "no return of the runner"
        told = event["data"]
        if event["tag"].endswith("/ret") and told["fun"] == "runner.autodock.submit_event":
            return told


def test_the_credential_is_waited_for_and_read_again(master, service):
    token_file = master.root / "etc" / "autodock.token"
    service.credential = "renewed"
    fire(master, {"id": "order-2"})
    service.await_deliveries(2)
    assert service.taken == []
    assert master.run("autodock.spool")["rejected"] == len(list((master.spool / "rejected").iterdir()))
    token_file.write_text("renewed")
    (taken,) = service.await_taken(1)
    token_file.write_text("engine-credential")
    assert taken.key == "order-2"
    assert "planted" not in master.log


def test_a_refused_event_holds_up_none_behind_it(master, service):
    service.answer = lambda delivery: 422 if delivery.data["number"] == 1 else 202
    before = master.run("autodock.spool")["rejected"]
    fire_many(master, [{"number": number} for number in range(3)])
    assert {taken.data["number"] for taken in service.await_taken(2)} == {0, 2}
    await_(lambda: settled(master), "the spool is empty")
    assert master.run("autodock.spool")["rejected"] == before + 1


def test_the_engine_killed_midway_loses_none_that_was_spooled_and_repeats_none(master, service):
    service.answer = lambda delivery: time.sleep(0.02) or 202
    with only(master, "engine"):
        before = marks(master)
        fire_many(master, [{"number": number} for number in range(200)])
        await_(lambda: marks(master) == before + 200, "all are in the spool")
        assert len(service.taken) < 200
        killed = await_(master.engine, "the engine")
        os.kill(killed, signal.SIGKILL)
        taken = service.await_taken(200)
        assert master.engine() != killed
    assert [delivery.data["number"] for delivery in taken] == list(range(200))
    assert len(service.deliveries) <= 201


def test_events_survive_a_restart_of_the_master_while_the_service_is_down(master, service):
    service.stop()
    fire_many(master, [{"number": number} for number in range(50)])
    await_(lambda: master.run("autodock.spool")["waiting"] == 50, "all are in the spool")
    master.stop()
    master.start()
    service.resume()
    assert {delivery.data["number"] for delivery in service.await_taken(50)} == set(range(50))
    assert len(service.deliveries) == 50


def test_a_burst_arrives_whole_and_in_order_by_the_engine_alone(master, service):
    with only(master, "engine"):
        began = time.monotonic()
        fire_many(master, [{"number": number} for number in range(BURST)], tag="autodock/verify")
        taken = service.await_taken(BURST)
        print(f"{BURST / (time.monotonic() - began):.0f} events/s from the bus to the service")
    assert [delivery.data["number"] for delivery in taken] == list(range(BURST))
    assert len(service.deliveries) == BURST


def of_way(service, way):
    return [taken.data for taken in service.taken if taken.data.get("way") == way]


class only:  # noqa: N801 (reads as a word in a with)
    """Leaves the engine or the reactor alone at work; ``both`` changes nothing."""

    def __init__(self, master, way):
        self.master = master
        self.way = way
        self.configuration = copy.deepcopy(master.configuration)

    def __enter__(self):
        if self.way == "reactor":
            self.master.configuration["engines"][0]["autodock"]["tags"] = []
            self.restart("Autodock delivers")
            await_(self.reacts, "the reactor is at work")
        elif self.way == "engine":
            self.master.configuration["reactor"] = []
            self.restart("Autodock listens for")

    def __exit__(self, *_):
        if self.way != "both":
            self.master.configuration = self.configuration
            self.restart("Autodock listens for")

    def restart(self, until):
        self.master.stop()
        self.master.save()
        self.master.start(until)

    def reacts(self):
        # The reactor doesn't tell when it listens; what it missed before is lost.
        before = self.master.log.count("Runner completed")
        fire_many(self.master, [{"probe": time.time_ns()}])
        time.sleep(0.2)
        return self.master.log.count("Runner completed") > before

"""The keys of minions, in a master's key store in a temporary directory."""

import hashlib

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from salt.exceptions import CommandExecutionError


def new_pub():
    key = rsa.generate_private_key(65537, 2048).public_key()
    kind = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_bytes(serialization.Encoding.PEM, kind).decode()


OURS, FORMER, FOREIGN = new_pub(), new_pub(), new_pub()


def fingerprint(pub):
    return hashlib.sha256(pub.strip().encode()).hexdigest()


@pytest.fixture
def minion_keys(tmp_path):
    """Puts a key of clweb001 where the master keeps such: ``put(state, pub)``, ``get(state)``."""
    return MinionKeys(tmp_path / "pki")


class MinionKeys:
    FOLDERS = {
        "accepted": "minions",
        "pending": "minions_pre",
        "rejected": "minions_rejected",
        "denied": "minions_denied",
    }

    def __init__(self, pki):
        self.pki = pki

    def path(self, state):
        return self.pki / self.FOLDERS[state] / "clweb001"

    def put(self, state, pub):
        self.path(state).parent.mkdir(parents=True, exist_ok=True)
        self.path(state).write_text(pub)

    def held(self):
        return {state: self.path(state).read_text() for state in self.FOLDERS if self.path(state).exists()}


@pytest.fixture
def accept(runner):
    def accept(pub=OURS, replaces=(), id_="clweb001"):
        offer = {"id": id_, "pub": pub, "replaces": list(replaces)}
        return runner["autodock.accept_keys"]([offer])[id_]

    return accept


@pytest.fixture
def drop(runner):
    def drop(*pubs):
        item = {"id": "clweb001", "fingerprints": [fingerprint(pub) for pub in pubs]}
        return runner["autodock.drop_keys"]([item])["clweb001"]

    return drop


def test_an_absent_key_is_accepted(accept, minion_keys):
    assert accept() == {"accepted": True}
    assert minion_keys.held() == {"accepted": OURS}


@pytest.mark.parametrize("state", ["accepted", "pending", "rejected"])
def test_the_same_key_is_accepted(accept, minion_keys, state):
    minion_keys.put(state, OURS)
    assert accept() == {"accepted": True}
    assert minion_keys.held() == {"accepted": OURS}


@pytest.mark.parametrize("state", ["accepted", "pending", "rejected"])
def test_a_former_key_is_replaced(accept, minion_keys, state):
    minion_keys.put(state, FORMER)
    assert accept(replaces=[fingerprint(FORMER)]) == {"accepted": True}
    assert minion_keys.held() == {"accepted": OURS}


@pytest.mark.parametrize("state", ["accepted", "pending", "rejected"])
def test_a_foreign_key_stays_byte_for_byte(accept, minion_keys, state):
    minion_keys.put(state, FOREIGN)
    answer = accept(replaces=[fingerprint(FORMER)])
    assert answer == {
        "refused": f"the master holds another key for clweb001 ({state}, "
        f"fingerprint {fingerprint(FOREIGN)}); it is left as it is"
    }
    assert minion_keys.held() == {state: FOREIGN}


@pytest.mark.parametrize(("pub", "left"), [(OURS, {}), (FORMER, {}), (FOREIGN, {"denied": FOREIGN})])
def test_accepting_clears_our_denied_keys_only(accept, minion_keys, pub, left):
    minion_keys.put("denied", pub)
    assert accept(replaces=[fingerprint(FORMER)]) == {"accepted": True}
    assert minion_keys.held() == {"accepted": OURS, **left}


def test_line_ends_and_space_around_make_no_other_key(accept, minion_keys):
    minion_keys.put("accepted", "\r\n".join(OURS.splitlines()))
    assert accept(pub=f"\n{OURS}\n\n") == {"accepted": True}


@pytest.mark.parametrize("state", ["accepted", "pending", "rejected", "denied"])
def test_our_key_is_dropped_whatever_its_state(drop, minion_keys, state):
    minion_keys.put(state, OURS)
    assert drop(FORMER, OURS) == {"dropped": True}
    assert minion_keys.held() == {}


@pytest.mark.parametrize("state", ["accepted", "pending", "rejected"])
def test_a_foreign_key_is_kept(drop, minion_keys, state):
    minion_keys.put(state, FOREIGN)
    minion_keys.put("denied", OURS)
    assert drop(OURS)["kept"].startswith(f"the key of clweb001 has another fingerprint ({state}, ")
    assert minion_keys.held() == {state: FOREIGN}


def test_a_key_that_is_not_there_counts_as_dropped(drop):
    assert drop(OURS) == {"dropped": True}


def test_a_denied_foreign_key_stays_when_ours_is_dropped(drop, minion_keys):
    minion_keys.put("accepted", OURS)
    minion_keys.put("denied", FOREIGN)
    assert drop(OURS) == {"dropped": True}
    assert minion_keys.held() == {"denied": FOREIGN}


def test_only_ids_with_a_key_are_told(runner, minion_keys):
    minion_keys.put("denied", FORMER)
    assert runner["autodock.keys"](["clweb001", "clweb002"]) == {
        "clweb001": {"state": "denied", "fingerprint": fingerprint(FORMER)}
    }
    minion_keys.put("accepted", OURS)
    assert runner["autodock.keys"](["clweb001"])["clweb001"] == {
        "state": "accepted",
        "fingerprint": fingerprint(OURS),
    }


@pytest.mark.parametrize("id_", ["../x", "a/b", "", "*", "a\n", ".", "..", "x" * 254, "a\0", None, 7, "-a"])
def test_what_is_no_minion_id_is_refused_before_anything_is_done(runner, minion_keys, id_):
    offers = [{"id": "clweb001", "pub": OURS}, {"id": id_, "pub": OURS}]
    with pytest.raises(CommandExecutionError, match="expected the id of a minion"):
        runner["autodock.accept_keys"](offers)
    with pytest.raises(CommandExecutionError, match="expected the id of a minion"):
        runner["autodock.keys"]([id_])
    with pytest.raises(CommandExecutionError, match="expected the id of a minion"):
        runner["autodock.drop_keys"]([{"id": id_, "fingerprints": []}])
    assert minion_keys.held() == {}


@pytest.mark.parametrize(
    "pub", [None, "", "text", "-----BEGIN PUBLIC KEY-----\nAA\n-----END PUBLIC KEY-----", 7]
)
def test_what_is_no_public_key_is_refused(accept, pub):
    with pytest.raises(CommandExecutionError, match="pub of clweb001: expected a public key in PEM"):
        accept(pub=pub)


def test_arguments_are_checked_by_name(runner):
    with pytest.raises(CommandExecutionError, match="unknown field 'force'"):
        runner["autodock.accept_keys"]([{"id": "a", "pub": OURS, "force": True}])
    with pytest.raises(CommandExecutionError, match="ids: expected a list"):
        runner["autodock.keys"]("clweb001")
    with pytest.raises(CommandExecutionError, match="keys: expected a list of mappings"):
        runner["autodock.drop_keys"](["clweb001"])
    with pytest.raises(CommandExecutionError, match="replaces of a: expected a list of fingerprints"):
        runner["autodock.accept_keys"]([{"id": "a", "pub": OURS, "replaces": [7]}])


def test_an_older_salt_is_named(runner, options):
    options.pop("keys.cache_driver")
    with pytest.raises(CommandExecutionError, match="Salt 3008"):
        runner["autodock.keys"]([])


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        ({"request": "a/b", "state": "done"}, "request 'a/b'"),
        ({"request": "r1", "state": "donexxx"}, "state 'donexxx'"),
        ({"request": "r1", "state": "done", "data": []}, "expected a mapping"),
        ({"request": "r1", "state": "done", "tag": "x"}, "unknown field 'tag'"),
    ],
)
def test_news_are_checked(runner, event, sentence):
    with pytest.raises(CommandExecutionError, match=sentence):
        runner["autodock.announce"]([event])


def test_a_master_without_keys_says_so(runner):
    with pytest.raises(CommandExecutionError, match="no public key"):
        runner["autodock.master"]()

"""The whole text of what the lab runs and writes."""

import json
import tempfile
import unittest
from pathlib import Path

from labkit import description, docker_host, engine, etcd, files, host, minion, salt
from labkit.places import Places

PLACES = Places(Path("/state"), Path("/cache"), Path("/project"))


class Commands(unittest.TestCase):
    def test_the_engine_takes_tls_alone_and_keeps_to_its_host(self):
        self.assertEqual(
            engine.command(docker_host.host(PLACES, 2), 2),
            [
                "dockerd",
                "--data-root=/state/hosts/dldocker02/docker",
                "--exec-root=/run/docker",
                "--pidfile=/run/docker.pid",
                "--bip=172.31.2.1/24",
                "--cgroup-parent=/autodock-lab/dldocker02",
                "--exec-opt=native.cgroupdriver=cgroupfs",
                "--storage-driver=overlay2",
                "--insecure-registry=10.213.77.6:5000",
                "--host=unix:///run/docker.sock",
                "--host=unix:///state/hosts/dldocker02/docker.sock",
                "--host=tcp://10.213.77.12:2376",
                "--tlsverify",
                "--tlscacert=/state/authority/ca.pem",
                "--tlscert=/state/hosts/dldocker02/tls/server.pem",
                "--tlskey=/state/hosts/dldocker02/tls/server-key.pem",
            ],
        )

    def test_an_etcd_member_knows_its_peers(self):
        command = etcd.command(PLACES, "etcd2", 3)
        self.assertIn("--listen-client-urls=http://10.213.77.3:2379", command)
        self.assertIn(
            "--initial-cluster=etcd1=http://10.213.77.2:2380,etcd2=http://10.213.77.3:2380,etcd3=http://10.213.77.4:2380",
            command,
        )

    def test_the_master_takes_no_key_unseen_and_the_account_may_do_little(self):
        settings = salt.settings(PLACES)
        self.assertIs(settings["auto_accept"], False)
        self.assertIs(settings["open_mode"], False)
        self.assertEqual(settings["netapi_enable_clients"], ["local", "runner"])
        self.assertEqual(
            settings["external_auth"]["file"]["autodock"],
            [
                {"dldocker*": [r"autodock\.facts$"]},
                {
                    "@runner": [
                        r"autodock\.keys$",
                        r"autodock\.accept_keys$",
                        r"autodock\.drop_keys$",
                        r"autodock\.announce$",
                        r"autodock\.master$",
                    ]
                },
            ],
        )
        self.assertNotIn("engines", settings)

    def test_a_project_with_an_extension_gets_engine_and_reactor(self):
        with tempfile.TemporaryDirectory() as folder:
            places = Places(Path(folder) / "state", Path(folder) / "cache", Path(folder) / "project")
            files.write(places.project / "salt" / "src" / "a.py", "")
            files.write(places.project / "reactor" / "formation-create.sls", "")
            salt.extension(places).mkdir(parents=True)
            settings = salt.settings(places)
            self.assertEqual(
                settings["engines"],
                [
                    {
                        "autodock": {
                            "url": "http://10.213.77.1:8440/hooks/salt",
                            "token_file": str(places.engine_token),
                            "retry_seconds": [0.2, 1.0],
                        }
                    }
                ],
            )
            self.assertEqual(
                settings["reactor"],
                [
                    {"autodock/formation/create": [str(places.project / "reactor" / "formation-create.sls")]},
                ],
            )

    def test_a_minion_never_trusts_a_new_master(self):
        settings = minion.settings(docker_host.host(PLACES, 1))
        self.assertEqual((settings["id"], settings["master"]), ("dldocker01", "10.213.77.5"))
        self.assertNotIn("auto_accept", json.dumps(settings))

    def test_accounts_on_hosts_are_open_to_keys_alone(self):
        self.assertEqual(host._without_password("root:$y$secret:20000:0:99999:7:::"), "root:*:20000:0:99999:7:::")
        self.assertEqual(host._without_password("root:!:20000:0:99999:7:::"), "root:*:20000:0:99999:7:::")


class Descriptions(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.places = Places(Path(folder.name), Path("/cache"), Path("/project"))
        files.write_json(self.places.state / "lab.json", {"hosts": 2, "etcd": 1})

    def test_the_service_s_configuration(self):
        state = self.places.state
        self.assertEqual(
            description.configuration(self.places),
            f"""\
autodock:
  state-directory: "{state}/autodock"
  profile: "lab"
  http:
    host: "10.213.77.1"
    port: 8440
  management:
    host: "127.0.0.1"
    port: 8441
  etcd:
    endpoints: ["http://10.213.77.2:2379"]
  docker:
    certificate-directory: "{state}/docker"
  image: "10.213.77.6:5000/sshd:latest"
  salt:
    api: "https://10.213.77.5:8000"
    ca: "{state}/authority/ca.pem"
    user: "autodock"
    password-file: "{state}/salt-password"
    masters: ["10.213.77.5"]
    engine-token-file: "{state}/engine-token"
""",
        )

    def test_the_variables_name_every_host(self):
        variables = description.environment(self.places)
        self.assertEqual(variables["AUTODOCK_LAB_HOSTS"], "dldocker01,dldocker02")
        self.assertEqual(variables["AUTODOCK_LAB_HOST_ADDRESSES"], "10.213.77.11,10.213.77.12")
        self.assertIn("export AUTODOCK_LAB_ETCD=http://10.213.77.2:2379\n", description.shell(self.places))

import unittest

from labkit import addresses


class Addresses(unittest.TestCase):
    def test_hosts_are_counted_from_one(self):
        self.assertEqual(
            [(addresses.host_name(n), addresses.host_address(n)) for n in (1, 2, 12)],
            [("dldocker01", "10.213.77.11"), ("dldocker02", "10.213.77.12"), ("dldocker12", "10.213.77.22")],
        )

    def test_a_stranger_s_namespace_is_no_part(self):
        names = ("salt", "etcd3", "dldocker01", "dldocker60", "etcd4", "dldocker61", "dldocker1", "other", "")
        self.assertEqual([name for name in names if addresses.is_part(name)], list(names[:4]))

    def test_every_host_has_a_container_network_of_its_own(self):
        networks = {addresses.container_network(n) for n in range(1, addresses.MOST_HOSTS + 1)}
        self.assertEqual(len(networks), addresses.MOST_HOSTS)

    def test_no_host_takes_another_part_s_address(self):
        fixed = {*addresses.ETCD, addresses.CONTROLLER, addresses.SALT_MASTER, addresses.REGISTRY, addresses.NGINX}
        hosts = {addresses.host_address(n) for n in range(1, addresses.MOST_HOSTS + 1)}
        self.assertEqual(len(fixed), 7)
        self.assertFalse(fixed & hosts)

    def test_the_first_etcd_member_comes_first(self):
        self.assertEqual(addresses.etcd_endpoints(1), ["http://10.213.77.2:2379"])
        self.assertEqual(addresses.etcd_endpoints(3)[2], "http://10.213.77.4:2379")

package io.autodock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.autodock.problem.AutodockException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlatFormTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # The examples of the original's README
            -f owncloud -n 3 -c 100 -r 100M -h clwebdev | create --formation=owncloud --number=3 --cpu-shares=100 --ram=100M --hostname-scheme=clwebdev
            -u cholcomb -f clweb -n 1 -s clweb | create --user=cholcomb --formation=clweb --number=1 --hostname-scheme=clweb
            -check_cluster | verify
            # Its spellings
            --username a --formation b --hostname_scheme c | create --user=a --formation=b --hostname-scheme=c
            -username a -formation b -hostname_scheme c | create --user=a --formation=b --hostname-scheme=c
            -u a -f b -s c --number 2 --cpu_shares 7 --ram 2G | create --user=a --formation=b --hostname-scheme=c --number=2 --cpu-shares=7 --ram=2G
            -u a --cpu-shares=7 --host-server=h1 | create --user=a --cpu-shares=7 --host-server=h1
            -u a -cpu_shares 7 -z h1 | create --user=a --cpu-shares=7 --host-server=h1
            -u a --host_server h1 -b img | create --user=a --host-server=h1 --image=img
            -u a -i img:1 | create --user=a --image=img:1
            -u a --base_image img -base_image img | create --user=a --image=img --image=img
            -p 8080:80 -p 53:53/udp -v /a:/b:ro --volume /c | create --port=8080:80 --port=53:53/udp --volume=/a:/b:ro --volume=/c
            -u a -f b -d | delete --user=a --formation=b
            -d -u a -f b | delete --user=a --formation=b
            -d b -u a | delete --formation=b --user=a
            -u a -f b --delete_formation | delete --user=a --formation=b
            -u a -f b -delete_formation | delete --user=a --formation=b
            -x | verify
            --verify -u a | verify --user=a
            --check_cluster | verify
            --check-cluster --json | verify --json
            -check-cluster | verify
            # Values at once behind a letter, and values that look like options
            -n3 -uada -f=b | create --number=3 --user=ada --formation=b
            -r -5 -s -web | create --ram=-5 --hostname-scheme=-web
            -hclweb -n 2 | create --hostname-scheme=clweb --number=2
            # Help
            -h | --help
            -help | --help
            --help | --help
            -u a -h | --help
            -h -u a | --help
            --version | --version
            # What is not known stays, so that the command refuses it by name
            -u a --url shop.test | create --user=a --url shop.test
            -u a stray | create --user=a stray
            # Sub-commands: hyphens for underscores, options of every command to their end
            create --cpu_shares 7 --hostname_scheme=a_b -b img | create --cpu-shares 7 --hostname-scheme=a_b --image img
            check_cluster -u a | check-cluster -u a
            --server http://h:1 --json list -u a | list -u a --server http://h:1 --json
            --server=http://h:1 plan create -u a | plan create -u a --server=http://h:1
            --json -u a -f b | create --json --user=a --formation=b
            list | list
            create -h | create -h
            """)
    void theOriginalsFormBecomesASubCommand(String given, String expected) {
        assertEquals(words(expected), FlatForm.translate(words(given)));
    }

    @Test
    void noArgumentsStayNone() {
        assertEquals(List.of(), FlatForm.translate(List.of()));
    }

    @Test
    void anEmptyValueStaysOne() {
        assertEquals(List.of("create", "--ram=", "--user=a"), FlatForm.translate(List.of("-r", "", "-u", "a")));
    }

    @Test
    void whatStandsBehindTwoDashesIsLeftAsItIs() {
        assertEquals(List.of("request", "--", "--a_b"), FlatForm.translate(List.of("request", "--", "--a_b")));
    }

    @Test
    void twoOperationsAtOnceAreRefused() {
        AutodockException refused =
                assertThrows(AutodockException.class, () -> FlatForm.translate(List.of("-f", "a", "-d", "-x")));
        assertEquals("-d (delete) and -x (verify) exclude each other; allowed is one of them", refused.sentence());
    }

    @Test
    void anOptionInPlaceOfAValueIsRefused() {
        AutodockException refused =
                assertThrows(AutodockException.class, () -> FlatForm.translate(List.of("-u", "-f", "owncloud")));
        assertEquals("the option --user has no value; allowed is one after it", refused.sentence());
    }

    private static List<String> words(String line) {
        return Arrays.asList(line.split(" "));
    }
}

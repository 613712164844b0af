package io.autodock.lab;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autodock.cluster.EngineEndpoint;
import io.autodock.cluster.HostServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The lab that integration tests run against ({@code examples/lab/lab up}): what {@code lab env --json} tells of it. Another
 * lab command can be named by the environment variable {@code AUTODOCK_LAB_COMMAND}.
 */
public final class Lab {

    private static final String COMMAND_VARIABLE = "AUTODOCK_LAB_COMMAND";
    /** Which share of the hosts is this process's, counted from 1. */
    private static final String SHARE_PROPERTY = "autodock.lab.share";
    /** How many hosts a test sees. */
    private static final int SHARE = 3;

    private final Map<String, String> facts;
    private final int first;

    private Lab(Map<String, String> facts, int first) {
        this.facts = Map.copyOf(facts);
        this.first = first;
    }

    /** The running lab; asked once. Fails, and so fails the test, when none is up. */
    public static Lab get() {
        return Holder.LAB;
    }

    /**
     * The Docker hosts that are this process's own: two processes that test side by side have three each. Whichever they are,
     * their names are {@code dldocker01} to {@code dldocker03}: a host server's name is its operator's to give.
     */
    public List<HostServer> hosts() {
        String[] names = fact("AUTODOCK_LAB_HOSTS").split(",", -1);
        String[] addresses = fact("AUTODOCK_LAB_HOST_ADDRESSES").split(",", -1);
        return IntStream.range(first, Math.min(first + SHARE, names.length))
                .mapToObj(index -> new HostServer(
                        names[index - first],
                        addresses[index],
                        new EngineEndpoint.MutualTls(addresses[index], enginePort()),
                        names[index],
                        Map.of(),
                        true))
                .toList();
    }

    /** Host {@code number}, counted from 1. */
    public HostServer host(int number) {
        return hosts().get(number - 1);
    }

    /** The directory of the engines' ca.pem, cert.pem and key.pem. */
    public Path dockerCertificates() {
        return Path.of(fact("AUTODOCK_LAB_DOCKER_CERTIFICATES"));
    }

    /** {@code address:port} of the registry. */
    public String registry() {
        return fact("AUTODOCK_LAB_REGISTRY");
    }

    /** The base image: sshd, cron and Salt. */
    public String image() {
        return fact("AUTODOCK_LAB_IMAGE");
    }

    /** URLs of the etcd members. */
    public List<String> etcdEndpoints() {
        return List.of(fact("AUTODOCK_LAB_ETCD").split(",", -1));
    }

    /** The private key that the hosts' own sshd knows. */
    public Path sshKey() {
        return Path.of(fact("AUTODOCK_LAB_SSH_KEY"));
    }

    /** Any of the lab's facts by its name in {@code lab env}, e.g. {@code AUTODOCK_LAB_SALT_API}. */
    public String fact(String name) {
        String value = facts.get(name);
        if (value == null) {
            throw new IllegalStateException("the lab tells no " + name + ": " + facts.keySet());
        }
        return value;
    }

    /** Runs a command of the lab's ({@code master salt-key -L}) and gives what it printed. */
    public String run(String... arguments) {
        return output(arguments);
    }

    /** Runs {@code docker} on host {@code number}, and gives what it printed. */
    public String docker(int number, String... arguments) {
        return output(with(List.of("docker", labNumber(number)), arguments));
    }

    /** Does {@code stop}, {@code start}, {@code cut}, {@code mend}, {@code hang} or {@code resume} to host {@code number}. */
    public void host(String verb, int number) {
        output("host", verb, labNumber(number));
    }

    private String labNumber(int number) {
        return String.valueOf(first + number);
    }

    private static String[] with(List<String> words, String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** Where host {@code number} keeps what it needs to run, its {@code docker.sock} among it. */
    public Path hostState(int number) {
        return Path.of(fact("AUTODOCK_LAB_STATE"), "hosts", host(number).minion());
    }

    /** Runs a line of shell on host {@code number} as root, over its own sshd, and gives what it printed. */
    public String onHost(int number, String line) {
        return outputOf(List.of(
                "ssh",
                "-i",
                fact("AUTODOCK_LAB_SSH_KEY"),
                "-o",
                "UserKnownHostsFile=" + fact("AUTODOCK_LAB_SSH_KNOWN_HOSTS"),
                "-o",
                "BatchMode=yes",
                "-o",
                "ConnectTimeout=10",
                "root@" + host(number).address(),
                line));
    }

    private int enginePort() {
        return Integer.parseInt(fact("AUTODOCK_LAB_ENGINE_PORT"));
    }

    private static Lab ask() {
        try {
            Map<String, String> facts =
                    new ObjectMapper().readValue(output("env", "--json"), new TypeReference<Map<String, String>>() {});
            return new Lab(facts, SHARE * (Integer.getInteger(SHARE_PROPERTY, 1) - 1));
        } catch (IOException failure) {
            throw new IllegalStateException("the lab's facts cannot be read", failure);
        }
    }

    private static String output(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(System.getenv().getOrDefault(COMMAND_VARIABLE, "examples/lab/lab"));
        command.addAll(List.of(arguments));
        return outputOf(command);
    }

    private static String outputOf(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (InputStream stream = process.getInputStream()) {
                String output = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() != 0) {
                    throw new IllegalStateException(
                            "no lab is up (" + command + " failed): start it with examples/lab/lab up");
                }
                return output;
            }
        } catch (IOException failure) {
            throw new IllegalStateException("no lab: " + command + " cannot be run", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static final class Holder {
        private static final Lab LAB = ask();
    }
}

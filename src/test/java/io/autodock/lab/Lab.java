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

    private final Map<String, String> facts;

    private Lab(Map<String, String> facts) {
        this.facts = Map.copyOf(facts);
    }

    /** The running lab; asked once. Fails, and so fails the test, when none is up. */
    public static Lab get() {
        return Holder.LAB;
    }

    /** Its Docker hosts, {@code dldocker01} first. */
    public List<HostServer> hosts() {
        String[] names = fact("AUTODOCK_LAB_HOSTS").split(",", -1);
        String[] addresses = fact("AUTODOCK_LAB_HOST_ADDRESSES").split(",", -1);
        return IntStream.range(0, names.length)
                .mapToObj(index -> new HostServer(
                        names[index],
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

    /** Runs a command of the lab's ({@code host hang 2}) and gives what it printed. */
    public String run(String... arguments) {
        return output(arguments);
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
            return new Lab(
                    new ObjectMapper().readValue(output("env", "--json"), new TypeReference<Map<String, String>>() {}));
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

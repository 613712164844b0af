package io.autodock.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The containers on the lab's hosts, as Docker's own command sees them. */
public final class LabContainers {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LABEL = "label=io.autodock.user=";

    private LabContainers() {}

    /** {@code HOST NAME} of each container of a user, running or not. */
    public static List<String> of(String user) {
        return listed(LABEL + user);
    }

    /** {@code HOST NAME} of each container of a formation, running or not. */
    public static List<String> of(String user, String formation) {
        return listed(LABEL + user, "label=io.autodock.formation=" + formation);
    }

    private static List<String> listed(String... filters) {
        List<String> found = new ArrayList<>();
        for (int number = 1; number <= Lab.get().hosts().size(); number++) {
            List<String> words = new ArrayList<>(List.of("ps", "--all"));
            Arrays.stream(filters).forEach(filter -> words.addAll(List.of("--filter", filter)));
            words.addAll(List.of("--format", "{{.Names}}"));
            String host = Lab.get().host(number).name();
            Lab.get()
                    .docker(number, words.toArray(String[]::new))
                    .lines()
                    .map(name -> host + " " + name)
                    .forEach(found::add);
        }
        return found;
    }

    /** What Docker tells of a container. */
    public static JsonNode inspect(String host, String name) throws IOException {
        return JSON.readTree(Lab.get().docker(number(host), "inspect", name)).path(0);
    }

    /** What a command in a container prints. */
    public static String exec(String host, String name, String... command) {
        List<String> words = new ArrayList<>(List.of("exec", name));
        words.addAll(List.of(command));
        return Lab.get().docker(number(host), words.toArray(String[]::new));
    }

    /** Removes a container behind Autodock's back. */
    public static void remove(String host, String name) {
        Lab.get().docker(number(host), "rm", "--force", name);
    }

    private static int number(String host) {
        List<String> names =
                Lab.get().hosts().stream().map(server -> server.name()).toList();
        return names.indexOf(host) + 1;
    }
}

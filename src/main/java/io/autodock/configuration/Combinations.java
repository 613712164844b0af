package io.autodock.configuration;

import io.autodock.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is wrong with settings that are each fine: one that has no use, or no meaning, without another. */
final class Combinations {

    /** The first needs the second. */
    private static final List<Map.Entry<Setting, Setting>> NEEDS = List.of(
            Map.entry(Setting.ETCD_USER, Setting.ETCD_ENDPOINTS),
            Map.entry(Setting.ETCD_USER, Setting.ETCD_PASSWORD_FILE),
            Map.entry(Setting.ETCD_PASSWORD_FILE, Setting.ETCD_USER),
            Map.entry(Setting.ETCD_CA, Setting.ETCD_ENDPOINTS),
            Map.entry(Setting.ETCD_CERTIFICATE, Setting.ETCD_CA),
            Map.entry(Setting.ETCD_CERTIFICATE, Setting.ETCD_KEY),
            Map.entry(Setting.ETCD_KEY, Setting.ETCD_CERTIFICATE),
            Map.entry(Setting.SALT_API, Setting.SALT_PASSWORD_FILE),
            Map.entry(Setting.SALT_API, Setting.SALT_MASTERS),
            Map.entry(Setting.SALT_CA, Setting.SALT_API),
            Map.entry(Setting.SALT_PASSWORD_FILE, Setting.SALT_API),
            Map.entry(Setting.SALT_MASTERS, Setting.SALT_API));

    private Combinations() {}

    static List<Problem> problems(Configuration configuration) {
        Stream<Problem> missing = NEEDS.stream()
                .filter(need -> configuration.optional(need.getKey()).isPresent()
                        && configuration.optional(need.getValue()).isEmpty())
                .map(need -> new Problem(
                        need.getKey().key(),
                        configuration.text(need.getKey()),
                        "a value only beside " + need.getValue().key() + ", which is missing"));
        return Stream.concat(missing, onePort(configuration).stream()).toList();
    }

    private static Optional<Problem> onePort(Configuration configuration) {
        String port = configuration.text(Setting.HTTP_PORT);
        return port.equals(configuration.text(Setting.MANAGEMENT_PORT))
                ? Optional.of(new Problem(
                        Setting.MANAGEMENT_PORT.key(), port, "another port than " + Setting.HTTP_PORT.key()))
                : Optional.empty();
    }
}

package io.autodock.configuration;

import io.autodock.formation.UserName;
import io.autodock.formation.VolumePolicy;
import io.autodock.problem.AutodockException;
import io.autodock.problem.NearestName;
import io.autodock.problem.Problem;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The configuration, believed: every key is known and every value has been checked. */
public final class Configuration {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

    private final Map<Setting, String> values;
    private final Map<UserName, List<String>> roots;
    private final Map<String, String> camel;

    private Configuration(Map<Setting, String> values, Map<UserName, List<String>> roots, Map<String, String> camel) {
        this.values = new EnumMap<>(values);
        this.roots = Map.copyOf(roots);
        this.camel = Map.copyOf(camel);
    }

    /**
     * Reads and checks a file.
     *
     * @throws AutodockException INVALID with all its problems at once
     */
    public static Configuration read(Path file) {
        return of(ConfigurationFile.read(file));
    }

    /** Checks flat keys and their values; a key left out has its default. */
    public static Configuration of(Map<String, String> flat) {
        List<Problem> problems = new ArrayList<>();
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        Map<UserName, List<String>> roots = new HashMap<>();
        Map<String, String> camel = new LinkedHashMap<>();
        flat.forEach((key, value) -> {
            Optional<Setting> setting = Setting.of(key);
            if (setting.isPresent() && setting.get().kind() == Setting.Kind.ROOTS) {
                roots(key, value, roots, problems);
            } else if (setting.isPresent()) {
                check(setting.get(), value).ifPresentOrElse(problems::add, () -> values.put(setting.get(), value));
            } else if (key.startsWith("camel.")) {
                camel.put(key, value);
            } else {
                problems.add(unknown(key));
            }
        });
        Configuration configuration = new Configuration(values, roots, camel);
        problems.addAll(Combinations.problems(configuration));
        if (!problems.isEmpty()) {
            throw AutodockException.invalid(problems);
        }
        return configuration;
    }

    private static Problem unknown(String key) {
        List<String> known = Arrays.stream(Setting.values()).map(Setting::key).toList();
        String nearest = "; did you mean " + NearestName.of(key, known) + "?";
        return new Problem("key", key, "a key of autodock.sample.yaml, or one of Camel's own (camel.…)" + nearest);
    }

    private static void roots(String key, String value, Map<UserName, List<String>> roots, List<Problem> problems) {
        try {
            UserName user =
                    new UserName(key.substring(Setting.VOLUMES_ROOTS.key().length() + 1));
            Map<UserName, List<String>> one = Map.of(user, items(value));
            roots.putAll(new VolumePolicy(one).roots());
        } catch (AutodockException refusal) {
            problems.addAll(refusal.problems());
        } catch (StringIndexOutOfBoundsException e) {
            problems.add(new Problem(key, value, Setting.Kind.ROOTS.allowed()));
        }
    }

    private static Optional<Problem> check(Setting setting, String value) {
        boolean fine = value.isEmpty() ? setting.whenLeftOut().isEmpty() : isFine(setting.kind(), value);
        return fine
                ? Optional.empty()
                : Optional.of(new Problem(setting.key(), value, setting.kind().allowed()));
    }

    private static boolean isFine(Setting.Kind kind, String value) {
        return switch (kind) {
            case TEXT, LIST, ROOTS -> true;
            case PATH -> !value.contains("\0");
            case FILE -> Files.isReadable(Path.of(value)) && Files.isRegularFile(Path.of(value));
            case DIRECTORY -> Files.isDirectory(Path.of(value));
            case PORT -> isNumber(value, 65_535);
            case NUMBER -> isNumber(value, 1_000);
            case FLAG -> value.equals("true") || value.equals("false");
            case URL -> value.matches("https?://[A-Za-z0-9.\\[\\]:-]+/?");
            case DURATION -> DURATION.matcher(value).matches();
            case PROFILE -> value.equals("field") || value.equals("lab");
        };
    }

    private static boolean isNumber(String value, int most) {
        return value.matches("[1-9][0-9]{0,4}") && Integer.parseInt(value) <= most;
    }

    /** A setting's text, its default when it was left out; empty for none. */
    public String text(Setting setting) {
        return values.getOrDefault(setting, setting.whenLeftOut());
    }

    /** A setting's text, if there is any. */
    public Optional<String> optional(Setting setting) {
        return Optional.of(text(setting)).filter(text -> !text.isEmpty());
    }

    /** A path, if there is one. */
    public Optional<Path> path(Setting setting) {
        return optional(setting).map(Path::of);
    }

    /** A port or another whole number. */
    public int number(Setting setting) {
        return Integer.parseInt(text(setting));
    }

    /** Whether a flag is set. */
    public boolean flag(Setting setting) {
        return Boolean.parseBoolean(text(setting));
    }

    /** The values of a list. */
    public List<String> list(Setting setting) {
        return items(text(setting));
    }

    private static List<String> items(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /** An address. */
    public Optional<URI> address(Setting setting) {
        return optional(setting).map(URI::create);
    }

    /** A duration. */
    public Duration duration(Setting setting) {
        Matcher matcher = DURATION.matcher(text(setting));
        if (!matcher.matches()) {
            throw new IllegalStateException(setting.key() + " was not checked");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    /** Where the service keeps what is its own. */
    public Path stateDirectory() {
        return Path.of(text(Setting.STATE_DIRECTORY));
    }

    /** The folder for dropped files. */
    public Path inbox() {
        return path(Setting.INBOX).orElseGet(() -> stateDirectory().resolve("inbox"));
    }

    /** Whether hosts share one small machine. */
    public boolean isLab() {
        return text(Setting.PROFILE).equals("lab");
    }

    /** How long things are waited for. */
    public Waits waits() {
        return isLab() ? Waits.LAB : Waits.FIELD;
    }

    /** Which host directories formations may mount. */
    public VolumePolicy volumes() {
        return new VolumePolicy(roots);
    }

    /** Keys that are Camel's own. */
    public Map<String, String> camel() {
        return camel;
    }
}

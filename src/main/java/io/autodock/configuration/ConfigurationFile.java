package io.autodock.configuration;

import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads the file, YAML or properties, into flat keys; a list becomes its values with commas between them. */
final class ConfigurationFile {

    private ConfigurationFile() {}

    static Map<String, String> read(Path file) {
        try {
            String text = Files.readString(file);
            return file.toString().endsWith(".properties") ? properties(text) : yaml(file, text);
        } catch (IOException e) {
            throw AutodockException.of(
                    ProblemCode.INVALID, "the configuration " + file + " can't be read: " + e.getMessage());
        }
    }

    private static Map<String, String> properties(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        Map<String, String> flat = new LinkedHashMap<>();
        properties.stringPropertyNames().stream().sorted().forEach(key -> flat.put(key, properties.getProperty(key)));
        return flat;
    }

    private static Map<String, String> yaml(Path file, String text) {
        try {
            Object root =
                    new Load(LoadSettings.builder().setLabel(file.toString()).build()).loadFromString(text);
            Map<String, String> flat = new LinkedHashMap<>();
            if (root != null) {
                flatten("", root, flat);
            }
            return flat;
        } catch (YamlEngineException e) {
            throw AutodockException.of(
                    ProblemCode.INVALID,
                    "the configuration " + file + " is no YAML: "
                            + String.valueOf(e.getMessage()).replace('\n', ' '));
        }
    }

    private static void flatten(String key, Object value, Map<String, String> flat) {
        if (value instanceof Map<?, ?> members) {
            members.forEach((name, member) -> {
                if (member != null) {
                    flatten(key.isEmpty() ? String.valueOf(name) : key + "." + name, member, flat);
                }
            });
        } else if (value instanceof List<?> items) {
            flat.put(key, items.stream().map(String::valueOf).collect(Collectors.joining(",")));
        } else {
            flat.put(key, String.valueOf(value));
        }
    }
}

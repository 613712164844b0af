package io.autodock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Camel's etcd component is of an older release than Camel itself, and brings libraries of its own. What was tried together
 * is what is on the class path: another pairing starts, and then drops connections.
 */
class LibraryPairingTest {

    private static final Pattern JAR =
            Pattern.compile("(.+?)-(\\d[\\w.]*?)(?:\\.Final)?(?:-(?:linux|osx|windows)[\\w-]*)?\\.jar");

    @Test
    void camelIsOneRelease() {
        assertEquals(Set.of("4.17.0"), versions("camel-(?!etcd3$).*"));
    }

    @Test
    void theEtcdComponentIsItsLastRelease() {
        assertEquals(Set.of("4.10.5"), versions("camel-etcd3"));
        assertEquals(Set.of("0.8.4"), versions("jetcd-.*"));
    }

    @Test
    void thereIsOneNetty() {
        assertEquals(Set.of("4.1.128"), versions("netty-(?!tcnative).*"));
    }

    @Test
    void thereIsOneVertx() {
        assertEquals(Set.of("4.5.22"), versions("vertx-.*"));
    }

    private static Set<String> versions(String artifact) {
        Pattern wanted = Pattern.compile(artifact);
        return Arrays.stream(classPath().split(File.pathSeparator))
                .map(path -> JAR.matcher(new File(path).getName()))
                .filter(Matcher::matches)
                .filter(jar -> wanted.matcher(jar.group(1)).matches())
                .map(jar -> jar.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Surefire hands the class path over in a property of its own. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}

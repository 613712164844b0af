package io.autodock.formation;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Absolute directories as a volume names them: every part is a plain name, so nothing resolves to another place. */
final class Directory {

    private static final int LONGEST_PATH_BYTES = 4095;
    private static final int LONGEST_NAME_BYTES = 255;
    private static final String RULE = "; both are absolute, without . and .. and empty parts";

    private Directory() {}

    static String ofHost(String volume, String text) {
        return parse(volume, text);
    }

    /** The root of a container can't be mounted over, and engines refuse what lies in its {@code /proc}. */
    static String ofContainer(String volume, String text) {
        String directory = parse(volume, text);
        if (directory.equals("/") || isAtOrBelow("/proc", directory)) {
            throw Volume.refused(volume, "; the container's / and /proc can't be mounted over");
        }
        return directory;
    }

    /** Whether a directory is the ancestor itself or lies anywhere below it; both normalised. */
    static boolean isAtOrBelow(String ancestor, String directory) {
        return ancestor.equals("/") || directory.equals(ancestor) || directory.startsWith(ancestor + "/");
    }

    /** The directory without a slash at its end. */
    private static String parse(String volume, String text) {
        if (text.equals("/")) {
            return text;
        }
        String directory = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        if (!directory.startsWith("/") || bytes(directory) > LONGEST_PATH_BYTES || !isPrintable(directory)) {
            throw Volume.refused(volume, RULE);
        }
        if (!List.of(directory.substring(1).split("/", -1)).stream().allMatch(Directory::isName)) {
            throw Volume.refused(volume, RULE);
        }
        return directory;
    }

    private static boolean isName(String part) {
        return !part.isEmpty() && !part.equals(".") && !part.equals("..") && bytes(part) <= LONGEST_NAME_BYTES;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean isPrintable(String text) {
        return text.codePoints().noneMatch(point -> switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        });
    }
}

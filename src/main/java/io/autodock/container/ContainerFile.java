package io.autodock.container;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A file that is copied into a container through the Engine API before it starts.
 *
 * @param path absolute; its directories are made where they are missing
 * @param mode permission bits, e.g. 0600
 * @param content UTF-8 text; may be secret: never printed
 */
public record ContainerFile(String path, int mode, String content) {

    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._+-]+)+");

    public ContainerFile {
        if (!PATH.matcher(path).matches() || List.of(path.split("/")).contains("..")) {
            throw new IllegalArgumentException("not a plain absolute path: " + path);
        }
    }

    /** Whether nobody but its owner may read it. */
    public boolean secret() {
        return (mode & 077) == 0;
    }

    @Override
    public String toString() {
        return "ContainerFile[" + path + "]";
    }
}

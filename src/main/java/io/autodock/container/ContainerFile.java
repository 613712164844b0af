package io.autodock.container;

/**
 * A file that is copied into a container through the Engine API before it starts.
 *
 * @param path absolute; its directories are made where they are missing
 * @param mode permission bits, e.g. 0600
 * @param content UTF-8 text; may be secret: never printed
 */
public record ContainerFile(String path, int mode, String content) {
    @Override
    public String toString() {
        return "ContainerFile[" + path + "]";
    }
}

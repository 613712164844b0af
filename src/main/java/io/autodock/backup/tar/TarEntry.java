package io.autodock.backup.tar;

/** One entry of a tar archive, its content not read yet. */
final class TarEntry {

    private final byte[] headers;
    private final String name;
    private final long size;
    private final boolean file;

    /**
     * @param headers all blocks before the content, as they stand in the archive
     * @param name without a leading {@code ./} or {@code /}
     * @param size bytes of content; 0 for what has none
     */
    TarEntry(byte[] headers, String name, long size, boolean file) {
        this.headers = headers.clone();
        this.name = name;
        this.size = size;
        this.file = file;
    }

    byte[] headers() {
        return headers.clone();
    }

    String name() {
        return name;
    }

    long size() {
        return size;
    }

    boolean isFile() {
        return file;
    }

    /** Bytes that the content takes in the archive. */
    long padded() {
        return padded(size);
    }

    static long padded(long size) {
        return (size + TarWalk.BLOCK - 1) / TarWalk.BLOCK * TarWalk.BLOCK;
    }
}

package io.autodock.backup.tar;

/**
 * One entry of a tar archive, its content not read yet.
 *
 * @param headers all blocks before the content, as they stand in the archive
 * @param name without a leading {@code ./} or {@code /}
 * @param size bytes of content; 0 for what has none
 */
record TarEntry(byte[] headers, String name, long size, Kind kind) {

    /** What an entry is. */
    enum Kind {
        FILE,
        OTHER
    }

    /** Bytes that the content takes in the archive. */
    long padded() {
        return padded(size);
    }

    static long padded(long size) {
        return (size + TarWalk.BLOCK - 1) / TarWalk.BLOCK * TarWalk.BLOCK;
    }

    boolean isFile() {
        return kind == Kind.FILE;
    }
}

package io.autodock.backup.tar;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What attributes say about the next entry, as far as it counts here: {@code LENGTH KEY=VALUE\n}, one after the other, where
 * a value may hold anything, a line break too.
 *
 * @param path its name, where it is too long for a header
 * @param size its size in bytes, where it is too large for one
 */
record PaxRecords(Optional<String> path, OptionalLong size) {

    private static final String PATH = "path=";
    private static final String SIZE = "size=";

    static PaxRecords read(byte[] content) throws IOException {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        Optional<String> path = Optional.empty();
        OptionalLong size = OptionalLong.empty();
        int at = 0;
        while (at < text.length()) {
            int blank = text.indexOf(' ', at);
            int end = at + length(text, at, blank);
            if (end <= blank || end > text.length()) {
                throw broken();
            }
            String record = text.substring(blank + 1, end - 1);
            if (record.startsWith(PATH)) {
                path = Optional.of(utf8(record.substring(PATH.length())));
            } else if (record.startsWith(SIZE)) {
                size = OptionalLong.of(number(record.substring(SIZE.length())));
            }
            at = end;
        }
        return new PaxRecords(path, size);
    }

    private static int length(String text, int at, int blank) throws IOException {
        if (blank < 0) {
            throw broken();
        }
        return (int) number(text.substring(at, blank));
    }

    private static long number(String digits) throws IOException {
        if (!digits.matches("[0-9]{1,15}")) {
            throw broken();
        }
        return Long.parseLong(digits);
    }

    private static String utf8(String latin) {
        return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static IOException broken() {
        return new IOException("the archive has attributes that can't be read");
    }
}

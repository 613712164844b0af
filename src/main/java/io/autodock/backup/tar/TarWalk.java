package io.autodock.backup.tar;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the headers of a tar archive, one entry after the other; whoever walks takes the content in between. A header that
 * is none, or an archive without its end, is an error: some engines write the text of an error into an archive.
 */
final class TarWalk {

    static final int BLOCK = 512;

    /** Names and attributes: more is no archive of ours. */
    private static final long LONGEST_ATTRIBUTES = 1 << 20;

    private static final int NAME = 0;
    private static final int NAME_LENGTH = 100;
    private static final int SIZE = 124;
    private static final int SIZE_LENGTH = 12;
    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_LENGTH = 8;
    private static final int TYPE = 156;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;
    private static final int PREFIX_LENGTH = 155;
    private static final int OCTAL = 8;

    private final InputStream archive;

    TarWalk(InputStream archive) {
        this.archive = archive;
    }

    /** The next entry; empty at the archive's end, whose first block has then been read. */
    Optional<TarEntry> next() throws IOException {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        Optional<String> longName = Optional.empty();
        OptionalLong largeSize = OptionalLong.empty();
        while (true) {
            byte[] block = block();
            if (isEmpty(block) && headers.size() == 0) {
                return Optional.empty();
            }
            requireHeader(block);
            headers.writeBytes(block);
            switch (block[TYPE]) {
                case 'x' -> {
                    PaxRecords records = PaxRecords.read(attributes(block, headers));
                    longName = records.path().isPresent() ? records.path() : longName;
                    largeSize = records.size().isPresent() ? records.size() : largeSize;
                }
                case 'g' -> attributes(block, headers);
                case 'L' -> longName = Optional.of(text(attributes(block, headers), 0));
                case 'K' -> attributes(block, headers);
                default -> {
                    return Optional.of(entry(block, headers.toByteArray(), longName, largeSize));
                }
            }
        }
    }

    private static TarEntry entry(byte[] block, byte[] headers, Optional<String> longName, OptionalLong largeSize) {
        boolean file = block[TYPE] == '0' || block[TYPE] == 0 || block[TYPE] == '7';
        long size = file ? largeSize.orElseGet(() -> size(block)) : 0;
        String name = longName.orElseGet(() -> shortName(block));
        return new TarEntry(headers, plain(name), size, file);
    }

    private static String plain(String name) {
        String without = name.startsWith("./") ? name.substring(2) : name;
        return without.startsWith("/") ? without.substring(1) : without;
    }

    private byte[] block() throws IOException {
        byte[] block = archive.readNBytes(BLOCK);
        if (block.length < BLOCK) {
            throw new EOFException("the archive breaks off");
        }
        return block;
    }

    private byte[] attributes(byte[] header, ByteArrayOutputStream headers) throws IOException {
        long size = size(header);
        if (size < 0 || size > LONGEST_ATTRIBUTES) {
            throw new IOException("the archive has attributes of " + size + " bytes");
        }
        byte[] content = archive.readNBytes((int) TarEntry.padded(size));
        if (content.length < TarEntry.padded(size)) {
            throw new EOFException("the archive breaks off");
        }
        headers.writeBytes(content);
        return Arrays.copyOf(content, (int) size);
    }

    static boolean isEmpty(byte[] block) {
        for (byte each : block) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether a block looks like the first of an archive. */
    static boolean isHeader(byte[] block) {
        return new String(block, MAGIC, "ustar".length(), StandardCharsets.US_ASCII).equals("ustar")
                && checksum(block) == octal(block, CHECKSUM, CHECKSUM_LENGTH);
    }

    private static void requireHeader(byte[] block) throws IOException {
        if (checksum(block) != octal(block, CHECKSUM, CHECKSUM_LENGTH)) {
            throw new IOException(
                    "the archive is broken: \"" + printable(block) + "\" stands where an entry should begin");
        }
    }

    private static String printable(byte[] block) {
        return text(block, 0)
                .replaceAll("[^ -~]", "?")
                .substring(0, Math.min(NAME_LENGTH, text(block, 0).length()));
    }

    /** Writes the sum over a header's bytes into it, as it has to stand there. */
    static void seal(byte[] block) {
        byte[] sum = String.format("%06o\0 ", checksum(block)).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(sum, 0, block, CHECKSUM, CHECKSUM_LENGTH);
    }

    /** Makes of the header of a file one of attributes for the next entry. */
    static void turnIntoAttributes(byte[] block) {
        block[TYPE] = 'x';
        seal(block);
    }

    private static long checksum(byte[] block) {
        long sum = 0;
        for (int at = 0; at < BLOCK; at++) {
            boolean own = at >= CHECKSUM && at < CHECKSUM + CHECKSUM_LENGTH;
            sum += own ? ' ' : block[at] & 0xff;
        }
        return sum;
    }

    private static long size(byte[] block) {
        if ((block[SIZE] & 0x80) == 0) {
            return octal(block, SIZE, SIZE_LENGTH);
        }
        long size = block[SIZE] & 0x7f;
        for (int at = SIZE + 1; at < SIZE + SIZE_LENGTH; at++) {
            size = (size << Byte.SIZE) | (block[at] & 0xff);
        }
        return size;
    }

    /** A number in octal digits; -1 for none. */
    private static long octal(byte[] block, int from, int length) {
        String digits = new String(block, from, length, StandardCharsets.US_ASCII)
                .replace('\0', ' ')
                .strip();
        return digits.matches("[0-7]{1,12}") ? Long.parseLong(digits, OCTAL) : digits.isEmpty() ? 0 : -1;
    }

    private static String shortName(byte[] block) {
        String name = text(block, NAME, NAME_LENGTH);
        boolean posix = text(block, MAGIC, "ustar".length() + 1).equals("ustar");
        String prefix = posix ? text(block, PREFIX, PREFIX_LENGTH) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static String text(byte[] bytes, int from) {
        return text(bytes, from, bytes.length - from);
    }

    private static String text(byte[] bytes, int from, int length) {
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }
}

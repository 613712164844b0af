package io.autodock.bootstrap.ssh;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * An ed25519 key pair in OpenSSH's own formats.
 *
 * @param privateText the text of a private key file, without passphrase; never printed
 * @param publicLine {@code ssh-ed25519 BASE64 COMMENT}, without a line end
 */
public record OpenSshKey(String privateText, String publicLine) {

    private static final String TYPE = "ssh-ed25519";
    private static final String BEGIN = "-----BEGIN OPENSSH PRIVATE KEY-----\n";
    private static final String END = "-----END OPENSSH PRIVATE KEY-----\n";
    private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);
    private static final int RAW_BYTES = 32;
    private static final int BLOCK = 8;

    /** A fresh pair. */
    public static OpenSshKey generate(String comment) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            // Both standard encodings end in the 32 raw bytes.
            byte[] seed = tail(pair.getPrivate().getEncoded());
            byte[] point = tail(pair.getPublic().getEncoded());
            return of(seed, point, new SecureRandom().nextInt(), comment);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The pair whose private half a file holds; its public half stands in clear in the file. */
    static OpenSshKey ofPrivateText(String text, String comment) {
        String body = text.replace(BEGIN, "").replace(END, "").replaceAll("\\s", "");
        ByteBuffer file = ByteBuffer.wrap(Base64.getDecoder().decode(body));
        byte[] magic = new byte[MAGIC.length];
        file.get(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new IllegalArgumentException("not an OpenSSH private key");
        }
        next(file);
        next(file);
        next(file);
        file.getInt();
        return new OpenSshKey(text, publicLine(next(file), comment));
    }

    static OpenSshKey of(byte[] seed, byte[] point, int check, String comment) {
        byte[] blob = write(out -> {
            put(out, TYPE.getBytes(StandardCharsets.US_ASCII));
            put(out, point);
        });
        byte[] secret = write(out -> {
            out.writeInt(check);
            out.writeInt(check);
            out.write(blob);
            put(out, join(seed, point));
            put(out, comment.getBytes(StandardCharsets.UTF_8));
            for (int pad = 1; out.size() % BLOCK != 0; pad++) {
                out.writeByte(pad);
            }
        });
        byte[] file = write(out -> {
            out.write(MAGIC);
            put(out, "none".getBytes(StandardCharsets.US_ASCII));
            put(out, "none".getBytes(StandardCharsets.US_ASCII));
            put(out, new byte[0]);
            out.writeInt(1);
            put(out, blob);
            put(out, secret);
        });
        String body = Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(file);
        return new OpenSshKey(BEGIN + body + "\n" + END, publicLine(blob, comment));
    }

    @Override
    public String toString() {
        return "OpenSshKey[" + publicLine + "]";
    }

    private static String publicLine(byte[] blob, String comment) {
        return TYPE + " " + Base64.getEncoder().encodeToString(blob) + " " + comment;
    }

    private static byte[] tail(byte[] encoded) {
        return Arrays.copyOfRange(encoded, encoded.length - RAW_BYTES, encoded.length);
    }

    private static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    private static byte[] next(ByteBuffer file) {
        byte[] field = new byte[file.getInt()];
        file.get(field);
        return field;
    }

    private static void put(DataOutputStream out, byte[] field) throws IOException {
        out.writeInt(field.length);
        out.write(field);
    }

    private static byte[] write(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            fields.writeTo(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private interface Fields {
        void writeTo(DataOutputStream out) throws IOException;
    }
}

package io.autodock.etcd;

import io.autodock.etcd.EtcdConnection.Account;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.etcd.jetcd.Auth;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The one account of a private etcd: its port is open to every user of the machine, its data are not. */
final class PrivateAccount {

    /** etcd asks for a user and a role of this name before it lets itself be closed. */
    private static final String ROOT = "root";

    private static final int PASSWORD_BYTES = 32;
    private static final String EXISTS = "already exists";

    private final Account account;
    private final Duration limit;

    private PrivateAccount(Account account, Duration limit) {
        this.account = account;
        this.limit = limit;
    }

    /**
     * The account whose password is kept in that directory; a new password is made where there is none.
     *
     * @param limit of every single call
     */
    static PrivateAccount in(Path directory, Duration limit) throws IOException {
        Path file = directory.resolve("password");
        if (!Files.exists(file)) {
            writePassword(file);
        }
        return new PrivateAccount(new Account(ROOT, EtcdConnection.password(file)), limit);
    }

    /** Whole under its name or not there, and readable by its owner alone from the first byte on. */
    private static void writePassword(Path file) throws IOException {
        byte[] password = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(password);
        Path fresh = Files.createTempFile(
                file.resolveSibling("."),
                ".password",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, HexFormat.of().formatHex(password));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    Account account() {
        return account;
    }

    /**
     * Closes that etcd to everybody else. Every step may have been made before by one who was killed after it; the last
     * one alone closes it, so what is found open is done from the start, with the password that is kept now.
     */
    void closeToOthers(String endpoint) {
        try (Client client = Client.builder().endpoints(endpoint).build()) {
            if (!isOpen(client)) {
                return;
            }
            Auth auth = client.getAuthClient();
            ByteSequence root = EtcdStore.bytes(ROOT);
            ByteSequence password = EtcdStore.bytes(account.password());
            refusal(auth.userAdd(root, password), EXISTS);
            refusal(auth.userChangePassword(root, password), "");
            refusal(auth.roleAdd(root), EXISTS);
            refusal(auth.userGrantRole(root, root), "");
            refusal(auth.authEnable(), "");
        }
    }

    /** Nobody is told whether it is closed; but a stranger gets an answer or not. */
    private boolean isOpen(Client client) {
        return refusal(client.getKVClient().get(EtcdStore.bytes("/")), "user name is empty")
                .isEmpty();
    }

    /** Why etcd refused, where that is expected; empty when it did not. */
    private Optional<String> refusal(CompletableFuture<?> call, String expected) {
        try {
            call.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            String reason = String.valueOf(e.getMessage());
            if (!expected.isEmpty() && reason.contains(expected)) {
                return Optional.of(reason);
            }
            throw AutodockException.caused(
                    ProblemCode.FAILED, "the private etcd can't be closed to others: " + reason, e);
        } catch (TimeoutException e) {
            throw AutodockException.caused(
                    ProblemCode.FAILED, "the private etcd did not answer within " + limit.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AutodockException.caused(ProblemCode.FAILED, "interrupted while the private etcd started", e);
        }
    }
}

package io.autodock.formation.option;

import io.autodock.problem.AutodockException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A power of root's that containers lack unless they are given it.
 *
 * @param name without {@code CAP_}, in upper case; {@code ALL} for all of them
 */
public record Capability(String name) {

    private static final Pattern PREFIX = Pattern.compile("^CAP_");
    private static final Set<String> NAMES = Set.of(
            "ALL",
            "AUDIT_CONTROL",
            "AUDIT_READ",
            "AUDIT_WRITE",
            "BLOCK_SUSPEND",
            "CHOWN",
            "DAC_OVERRIDE",
            "DAC_READ_SEARCH",
            "FOWNER",
            "FSETID",
            "IPC_LOCK",
            "IPC_OWNER",
            "KILL",
            "LEASE",
            "LINUX_IMMUTABLE",
            "MAC_ADMIN",
            "MAC_OVERRIDE",
            "MKNOD",
            "NET_ADMIN",
            "NET_BIND_SERVICE",
            "NET_BROADCAST",
            "NET_RAW",
            "SETFCAP",
            "SETGID",
            "SETPCAP",
            "SETUID",
            "SYSLOG",
            "SYS_ADMIN",
            "SYS_BOOT",
            "SYS_CHROOT",
            "SYS_MODULE",
            "SYS_NICE",
            "SYS_PACCT",
            "SYS_PTRACE",
            "SYS_RAWIO",
            "SYS_RESOURCE",
            "SYS_TIME",
            "SYS_TTY_CONFIG",
            "WAKE_ALARM");

    /** As users write it: in any case, with or without {@code CAP_}. */
    public static Capability parse(String text) {
        String name = PREFIX.matcher(text.toUpperCase(Locale.ROOT)).replaceFirst("");
        if (!NAMES.contains(name)) {
            throw AutodockException.invalid(
                    "cap-add", text, "the name of a Linux capability, such as NET_ADMIN, or ALL");
        }
        return new Capability(name);
    }
}

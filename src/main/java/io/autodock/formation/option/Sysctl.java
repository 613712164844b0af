package io.autodock.formation.option;

import io.autodock.problem.AutodockException;
import java.util.regex.Pattern;

/** A kernel parameter of an app's own; those that the whole host shares can't be set. */
public record Sysctl(String name, String value) {

    /** What the kernel keeps for each container by itself. */
    private static final Pattern NAME = Pattern.compile("net\\.[a-z0-9][a-z0-9._/-]{0,120}"
            + "|fs\\.mqueue\\.[a-z_]{1,40}"
            + "|kernel\\.(msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced)");

    private static final String ALLOWED =
            "NAME=VALUE, the name one that a container has for itself: net.*, fs.mqueue.*,"
                    + " kernel.sem, kernel.msg* or kernel.shm*";
    private static final int LONGEST_VALUE = 256;

    public Sysctl {
        if (!NAME.matcher(name).matches()
                || value.isEmpty()
                || value.length() > LONGEST_VALUE
                || name.contains("..")
                || !OneLine.is(value)) {
            throw AutodockException.invalid("sysctls", name + "=" + value, ALLOWED);
        }
    }

    /** As users write it. */
    public static Sysctl parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw AutodockException.invalid("sysctls", text, ALLOWED);
        }
        return new Sysctl(text.substring(0, equals), text.substring(equals + 1));
    }

    /** Whether it is about the network, which an app without one of its own can't set. */
    public boolean ofNetwork() {
        return name.startsWith("net.");
    }

    /** As users write it. */
    public String written() {
        return name + "=" + value;
    }
}

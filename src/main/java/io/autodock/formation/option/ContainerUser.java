package io.autodock.formation.option;

import io.autodock.problem.AutodockException;
import java.util.Set;
import java.util.regex.Pattern;

/** Whom an app's processes run as: {@code NAME_OR_UID[:GROUP_OR_GID]}. */
public record ContainerUser(String written) {

    private static final String NAME = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}";
    private static final Pattern GRAMMAR = Pattern.compile(NAME + "(:" + NAME + ")?");
    private static final Set<String> ROOT = Set.of("root", "0");

    public ContainerUser {
        if (!GRAMMAR.matcher(written).matches()) {
            throw AutodockException.invalid("container-user", written, "NAME_OR_UID[:GROUP_OR_GID]");
        }
    }

    /** As users write it. */
    public static ContainerUser parse(String text) {
        return new ContainerUser(text);
    }

    /** Whether it is root, whom sshd needs. */
    public boolean isRoot() {
        return ROOT.contains(written.split(":", -1)[0]);
    }
}

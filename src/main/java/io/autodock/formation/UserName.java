package io.autodock.formation;

import io.autodock.problem.AutodockException;

/** Owner of formations. The grammar keeps a name from ever reaching Autodock's own etcd prefix or a path. */
public record UserName(String value) implements Comparable<UserName> {

    public UserName {
        if (!FormationName.GRAMMAR.matcher(value).matches()) {
            throw AutodockException.invalid("user", value, FormationName.ALLOWED);
        }
    }

    @Override
    public int compareTo(UserName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

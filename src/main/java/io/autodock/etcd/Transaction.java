package io.autodock.etcd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes that etcd makes together or not at all, on conditions. Built step by step; at most 128 conditions and 128 changes. */
public final class Transaction {

    /** etcd's default limit of operations in one transaction. */
    public static final int MOST_OPERATIONS = 128;

    /** The key's last change is that revision; 0 means that the key is absent. */
    record Condition(String key, long revision) {}

    /** A key that is written (below a lease, unless it is 0), or removed when there is no value. */
    record Change(String key, Optional<String> value, long lease) {}

    private final List<Condition> conditions = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();

    /** Only if the key's last change is that revision; 0 for an absent key. */
    public Transaction when(String key, long revision) {
        conditions.add(new Condition(key, revision));
        return this;
    }

    /** Only if the key is absent. */
    public Transaction whenAbsent(String key) {
        return when(key, 0);
    }

    /** Writes a key. */
    public Transaction put(String key, String value) {
        changes.add(new Change(key, Optional.of(value), 0));
        return this;
    }

    /** Writes a key that goes when the lease ends. */
    public Transaction putWithLease(String key, String value, long lease) {
        changes.add(new Change(key, Optional.of(value), lease));
        return this;
    }

    /** Removes a key; an absent one is no error. */
    public Transaction delete(String key) {
        changes.add(new Change(key, Optional.empty(), 0));
        return this;
    }

    List<Condition> conditions() {
        return conditions;
    }

    List<Change> changes() {
        return changes;
    }
}

package io.autodock.etcd;

import io.autodock.formation.FormationId;
import io.autodock.formation.UserName;

/**
 * The layout of etcd on one page. The original's keys stay as its users know them; Autodock's own lie below one prefix
 * that no user name can reach, since a user name has no underscore. Everything that becomes part of a key is a checked
 * type or a hash.
 */
public final class Keys {

    /** Host names of the docker cluster, comma-separated. */
    public static final String DOCKER_CLUSTER = "docker_cluster";

    private static final String OWN = "/_autodock/";
    /** Host server records, by name. */
    public static final String HOSTS = OWN + "host/";
    /** What is booked on each host server, by name. */
    public static final String HOST_BOOKS = OWN + "host-book/";
    /** When each host server lately failed a request, by name. */
    public static final String HOST_FAILURES = OWN + "host-failures/";
    /** Formation records, by user and name: the truth. */
    public static final String FORMATIONS = OWN + "formation/";
    /** Requests, by id. */
    public static final String REQUESTS = OWN + "request/";
    /** Requests that have not ended, by id; the value is the formation they lock, or nothing. */
    public static final String PENDING = OWN + "pending/";

    /** The idempotency key of each request, by its id: so that both can be forgotten together. */
    public static final String REQUEST_KEYS = OWN + "request-key/";

    private Keys() {}

    /** What others read: {@code /USER/FORMATION}. */
    public static String published(FormationId id) {
        return "/" + id.user() + "/" + id.formation();
    }

    /** The record of a formation. */
    public static String formation(FormationId id) {
        return FORMATIONS + id.user() + "/" + id.formation();
    }

    /** All formation records of a user. */
    public static String formationsOf(UserName user) {
        return FORMATIONS + user + "/";
    }

    /** Which hostnames of a group belong to whom. */
    public static String nameBook(String group) {
        return OWN + "name-book/" + group;
    }

    /** Which request works on a formation. */
    public static String lock(FormationId id) {
        return OWN + "lock/" + id.user() + "/" + id.formation();
    }

    /** Which instance carries out a request; below the instance's lease. */
    public static String claim(String requestId) {
        return OWN + "claim/" + requestId;
    }

    /** Which request a delivery became. */
    public static String idempotency(String keySpace, String keyHash) {
        return OWN + "idempotency/" + keySpace + "/" + keyHash;
    }
}

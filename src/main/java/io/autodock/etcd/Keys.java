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

    /** Host names of the nginx cluster, comma-separated. */
    public static final String NGINX_CLUSTER = "nginx_cluster";

    private static final String OWN = "/_autodock/";
    /** Balancer records, by name. */
    public static final String BALANCERS = OWN + "balancer/";
    /** Balancers that have missed a change, by name. */
    public static final String BALANCERS_BEHIND = OWN + "balancer-behind/";
    /** What tells this cluster's files on a balancer from those of others. */
    public static final String BALANCER_MARK = OWN + "balancer-mark";
    /** Which formation each served name belongs to, by name. */
    public static final String URLS = OWN + "url/";
    /** What each balancer was last told of each formation, by balancer, user and name. */
    public static final String SERVED = OWN + "served/";
    /** Host server records, by name. */
    public static final String HOSTS = OWN + "host/";
    /** What is booked on each host server, by name. */
    public static final String HOST_BOOKS = OWN + "host-book/";
    /** When each host server lately failed a request, by name. */
    public static final String HOST_FAILURES = OWN + "host-failures/";
    /** Host servers that were declared lost, by name, until they are back. */
    public static final String HOST_LOSSES = OWN + "host-loss/";
    /** Which signs of life each host server has ever given, by name. */
    public static final String HOST_SIGNS = OWN + "host-signs/";
    /** Formation records, by user and name: the truth. */
    public static final String FORMATIONS = OWN + "formation/";
    /** Requests, by id. */
    public static final String REQUESTS = OWN + "request/";
    /** Requests that have not ended, by id; the value is the formation they lock, or nothing. */
    public static final String PENDING = OWN + "pending/";

    /** The idempotency key of each request, by its id: so that both can be forgotten together. */
    public static final String REQUEST_KEYS = OWN + "request-key/";

    /** Which request's verification runs; below its instance's lease. */
    public static final String VERIFY_TURN = OWN + "verify-turn";
    /** Who cancelled a request that is under way, by its id. */
    public static final String CANCELLED = OWN + "cancelled/";

    private Keys() {}

    /** Which edit of a formation has been accepted and has not ended. */
    public static String editAccepted(FormationId id) {
        return OWN + "edit-accepted/" + id.user() + "/" + id.formation();
    }

    /** The edit of a formation that is under way. */
    public static String edit(FormationId id) {
        return OWN + "edit/" + id.user() + "/" + id.formation();
    }

    /** The specs that a formation was whole with before. */
    public static String goodSpecs(FormationId id) {
        return OWN + "good-specs/" + id.user() + "/" + id.formation();
    }

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

    /** Which formation a server name, or {@code :PORT} of the balancers, belongs to. */
    public static String url(String name) {
        return URLS + name;
    }

    /** What a balancer was last told of a formation. */
    public static String served(String balancer, FormationId id) {
        return SERVED + balancer + "/" + id.user() + "/" + id.formation();
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

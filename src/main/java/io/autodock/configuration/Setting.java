package io.autodock.configuration;

import java.util.Arrays;
import java.util.Optional;

/** Every key that Autodock knows, with what it takes and what it means when it is left out. */
public enum Setting {
    STATE_DIRECTORY(
            "autodock.state-directory",
            Kind.PATH,
            "/var/lib/autodock",
            "Where the service keeps its SSH key, the local operator's token and, without an etcd of yours, its own."),
    PROFILE(
            "autodock.profile",
            Kind.PROFILE,
            "field",
            "How long things are waited for: field for real hosts, lab for hosts that share one small machine."),
    HTTP_HOST("autodock.http.host", Kind.TEXT, "127.0.0.1", "The address that the API listens on."),
    HTTP_PORT("autodock.http.port", Kind.PORT, "8440", "The port that the API listens on."),
    MANAGEMENT_HOST(
            "autodock.management.host", Kind.TEXT, "127.0.0.1", "The address that health and metrics listen on."),
    MANAGEMENT_PORT("autodock.management.port", Kind.PORT, "8441", "The port that health and metrics listen on."),
    INBOX(
            "autodock.inbox",
            Kind.PATH,
            "",
            "The folder for dropped files; accepted, done, failed and rejected lie beside it. Left out: inbox in the state directory."),
    ROUTES(
            "autodock.routes",
            Kind.PATH,
            "routes",
            "The folder with the routes; a file added below it adds a trigger or wraps a step."),
    IMAGE("autodock.image", Kind.TEXT, "", "The image of formations that name none."),
    ETCD_ENDPOINTS(
            "autodock.etcd.endpoints",
            Kind.LIST,
            "",
            "The members of your etcd, as URLs. Left out: a private etcd is started, with its data in the state directory."),
    ETCD_USER("autodock.etcd.user", Kind.TEXT, "", "The etcd user, where etcd asks for one."),
    ETCD_PASSWORD_FILE("autodock.etcd.password-file", Kind.FILE, "", "The file with the etcd user's password."),
    ETCD_CA(
            "autodock.etcd.ca",
            Kind.FILE,
            "",
            "The certificates (PEM) that etcd's own is checked against; turns TLS on."),
    ETCD_CERTIFICATE("autodock.etcd.certificate", Kind.FILE, "", "The client certificate (PEM) for etcd."),
    ETCD_KEY("autodock.etcd.key", Kind.FILE, "", "The client certificate's key (PEM, PKCS#8) for etcd."),
    DOCKER_CERTIFICATE_DIRECTORY(
            "autodock.docker.certificate-directory",
            Kind.DIRECTORY,
            "",
            "The folder with ca.pem, cert.pem and key.pem for engines that are reached over TCP."),
    SALT_API("autodock.salt.api", Kind.URL, "", "The address of salt-api. Left out: there is no Salt master."),
    SALT_CA("autodock.salt.ca", Kind.FILE, "", "The certificates (PEM) that salt-api's own is checked against."),
    SALT_USER("autodock.salt.user", Kind.TEXT, "autodock", "The account of salt-api's file eauth."),
    SALT_PASSWORD_FILE("autodock.salt.password-file", Kind.FILE, "", "The file with that account's password."),
    SALT_MASTERS("autodock.salt.masters", Kind.LIST, "", "The Salt masters, as the apps' minions reach them."),
    SALT_INSTALL_COMMAND(
            "autodock.salt.install-command",
            Kind.TEXT,
            "",
            "The shell command that installs Salt in a container whose image lacks it."),
    SALT_ENGINE_TOKEN_FILE(
            "autodock.salt.engine-token-file",
            Kind.PATH,
            "",
            "The file with the credential that the master's engine delivers events with; made when it is missing."),
    SALT_BUS_TRUSTED(
            "autodock.salt.bus-trusted",
            Kind.FLAG,
            "false",
            "Whether an event without a token is believed. Any minion, and root in any app, can send one."),
    VOLUMES_ROOTS(
            "autodock.volumes.roots",
            Kind.ROOTS,
            "",
            "By user, the directories of the hosts whose direct children that user's formations may mount."),
    NETWORKS(
            "autodock.networks",
            Kind.LIST,
            "",
            "The engines' networks, beside bridge and none, that users' apps may join; an operator's may join any."),
    VERIFY_PERIOD("autodock.verify.period", Kind.DURATION, "60s", "How often everything is verified."),
    REQUESTS_AT_ONCE(
            "autodock.requests.at-once", Kind.NUMBER, "16", "How many requests one instance carries out at once."),
    REQUESTS_KEPT(
            "autodock.requests.kept",
            Kind.DURATION,
            "720h",
            "How long ended requests are kept, and with them the idempotency keys that they came with."),
    APPS_AT_ONCE(
            "autodock.apps.at-once",
            Kind.NUMBER,
            "32",
            "How many apps one instance works on at once, over all requests."),
    BOOTSTRAPS_PER_HOST(
            "autodock.bootstraps-per-host",
            Kind.NUMBER,
            "4",
            "How many apps are bootstrapped at once on one host server.");

    /** What a key takes. */
    public enum Kind {
        TEXT("text"),
        PATH("a path"),
        FILE("the path of a file that can be read"),
        DIRECTORY("the path of a directory"),
        PORT("a port, 1 to 65535"),
        NUMBER("a whole number from 1 to 1000"),
        FLAG("true or false"),
        LIST("a list, or values with commas between them"),
        URL("an address that begins with https:// or http://"),
        DURATION("a number with ms, s, m or h, such as 60s"),
        PROFILE("field or lab"),
        ROOTS("for each user a list of absolute directories");

        private final String allowed;

        Kind(String allowed) {
            this.allowed = allowed;
        }

        /** What is allowed, for sentences. */
        public String allowed() {
            return allowed;
        }
    }

    private final String key;
    private final Kind kind;
    private final String whenLeftOut;
    private final String description;

    Setting(String key, Kind kind, String whenLeftOut, String description) {
        this.key = key;
        this.kind = kind;
        this.whenLeftOut = whenLeftOut;
        this.description = description;
    }

    /** As it is written in the file. */
    public String key() {
        return key;
    }

    /** What it takes. */
    public Kind kind() {
        return kind;
    }

    /** Its value when the file does not have it; empty for none. */
    public String whenLeftOut() {
        return whenLeftOut;
    }

    /** What it means, in one sentence. */
    public String description() {
        return description;
    }

    /** The setting of that key; a user's volume roots belong to theirs. */
    static Optional<Setting> of(String key) {
        return Arrays.stream(values())
                .filter(setting ->
                        setting.key.equals(key) || (setting.kind == Kind.ROOTS && key.startsWith(setting.key + ".")))
                .findFirst();
    }
}

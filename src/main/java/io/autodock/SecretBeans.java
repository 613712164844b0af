package io.autodock;

import io.autodock.admission.Admission;
import io.autodock.admission.TenantShelf;
import io.autodock.cluster.HostDirectory;
import io.autodock.configuration.Configuration;
import io.autodock.configuration.Setting;
import io.autodock.console.AppConsole;
import io.autodock.container.Engines;
import io.autodock.etcd.EtcdStore;
import io.autodock.registry.Registry;
import io.autodock.secret.SecretShelf;
import io.autodock.secret.etcd.EtcdSecrets;
import io.autodock.secret.file.SealingKeyFile;
import io.autodock.step.SecretRounds;
import io.autodock.step.SecretStep;
import io.autodock.web.SecretsApi;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** Makes what keeps users' secrets and puts them into containers. */
final class SecretBeans {

    private final SecretShelf shelf;

    /** Reads no key yet. */
    SecretBeans(EtcdStore store, Configuration configuration, Clock clock) {
        Path file = configuration
                .path(Setting.SECRETS_KEY_FILE)
                .orElseGet(() -> configuration.stateDirectory().resolve("secrets-key"));
        this.shelf = new EtcdSecrets(store, new SealingKeyFile(file)::key, clock);
    }

    /** What an order may name. */
    Admission.KeptSecrets admitted() {
        return (user, name) ->
                shelf.list(user).stream().anyMatch(kept -> kept.name().equals(name));
    }

    /** What gives containers their secrets. */
    SecretStep step(AppConsole console) {
        return new SecretStep(shelf, console);
    }

    /** Puts what the routes call. */
    void put(Map<String, Object> beans, Registry registry, HostDirectory directory, Engines engines, SecretStep step) {
        beans.put("secretRounds", new SecretRounds(registry, directory, engines, shelf, step));
        beans.put("secretsApi", new SecretsApi(shelf, new TenantShelf(registry)));
    }
}

package io.autodock.health;

import io.autodock.formation.App;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The latest checkup of each app. What an app's earlier container did says nothing of the present one. */
public final class HealthBoard implements AppHealth {

    private final Map<String, Checkup> checkups = new ConcurrentHashMap<>();

    @Override
    public Optional<Health> of(App app) {
        return checkup(app).map(Checkup::health);
    }

    /** The latest checkup of the app's present container. */
    public Optional<Checkup> checkup(App app) {
        return Optional.ofNullable(checkups.get(app.hostname()))
                .filter(known -> known.app().containerId().equals(app.containerId()));
    }

    /** Takes down what was seen. */
    public void put(Checkup seen) {
        checkups.put(seen.app().hostname(), seen);
    }

    /** Forgets all other apps. */
    public void keepOnly(Collection<App> apps) {
        checkups.keySet().retainAll(apps.stream().map(App::hostname).collect(Collectors.toSet()));
    }
}

package io.autodock.web.view;

import io.autodock.formation.App;
import io.autodock.formation.PublishedPort;
import io.autodock.health.Health;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One app in JSON.
 *
 * @param health what looks at it found; absent where nobody looked
 */
public record AppView(
        String hostname,
        String hostServer,
        String state,
        int port,
        List<String> ports,
        OptionalInt sshPort,
        Optional<String> containerId,
        Optional<String> health) {

    /** How an app is shown. */
    public static AppView of(App app) {
        return of(app, Optional.empty());
    }

    /** How an app is shown whose health was looked at. */
    static AppView of(App app, Optional<Health> health) {
        return new AppView(
                app.hostname(),
                app.hostServer(),
                app.state().lowerCase(),
                app.port(),
                app.ports().stream().map(PublishedPort::toString).toList(),
                app.sshPort(),
                Optional.of(app.containerId()).filter(id -> !id.isEmpty()),
                health.map(seen -> seen.state().lowerCase()));
    }

    static List<AppView> of(List<App> apps) {
        return apps.stream().map(AppView::of).toList();
    }
}

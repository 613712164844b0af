package io.autodock.web.view;

import io.autodock.formation.App;
import io.autodock.formation.PublishedPort;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One app in JSON. */
public record AppView(
        String hostname,
        String hostServer,
        String state,
        int port,
        List<String> ports,
        OptionalInt sshPort,
        Optional<String> containerId) {

    /** How an app is shown. */
    public static AppView of(App app) {
        return new AppView(
                app.hostname(),
                app.hostServer(),
                app.state().lowerCase(),
                app.port(),
                app.ports().stream().map(PublishedPort::toString).toList(),
                app.sshPort(),
                Optional.of(app.containerId()).filter(id -> !id.isEmpty()));
    }

    static List<AppView> of(List<App> apps) {
        return apps.stream().map(AppView::of).toList();
    }
}

package io.autodock;

import io.autodock.cluster.HostDirectory;
import io.autodock.console.AppConsole;
import io.autodock.console.FormationConsole;
import io.autodock.container.Engines;
import io.autodock.health.AppHealth;
import io.autodock.prune.ImageShelf;
import io.autodock.registry.FormationShelf;
import io.autodock.registry.Registry;
import io.autodock.request.RequestLog;
import io.autodock.step.PruneStep;
import io.autodock.web.ConsoleApi;
import io.autodock.web.PruneApi;
import java.util.Map;
import java.util.concurrent.Executor;

/** Makes what shows running apps, runs commands in them, and clears away what is left of them. */
record ConsoleBeans(Registry registry, HostDirectory directory, Engines engines) {

    /** Puts what the routes call about running apps. */
    void put(Map<String, Object> beans, FormationShelf shelf, AppConsole console, AppHealth health, Executor executor) {
        beans.put(
                "consoleApi",
                new ConsoleApi(new FormationConsole(shelf, directory, engines, console, executor), health));
    }

    /** Puts what the routes call to clear away. */
    void putPrune(Map<String, Object> beans, ImageShelf images, RequestLog log) {
        beans.put("pruneApi", new PruneApi());
        beans.put("pruneStep", new PruneStep(registry, directory, engines, images, log));
    }
}

package io.autodock.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the service. */
@Command(
        name = "serve",
        description = "Run the service: triggers, routes and API. Without a configuration: for this machine alone.")
final class ServeCommand implements Callable<Integer> {

    private final ServiceStart service;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration; autodock.sample.yaml shows every key.")
    private @Nullable Path configuration;

    ServeCommand(ServiceStart service) {
        this.service = service;
    }

    @Override
    public Integer call() throws Exception {
        service.run(configuration);
        return 0;
    }
}

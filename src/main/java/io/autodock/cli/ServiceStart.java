package io.autodock.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Runs the service until it is told to end. The command line knows no more of it, so that a client loads none of it. */
@FunctionalInterface
public interface ServiceStart {

    /**
     * Runs the service.
     *
     * @param configuration its one file; null for none
     * @throws io.autodock.problem.AutodockException when it can't start
     */
    void run(@Nullable Path configuration) throws Exception;
}

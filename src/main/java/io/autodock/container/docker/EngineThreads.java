package io.autodock.container.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that calls to all engines run on; each line bounds how many of them are its own. */
final class EngineThreads implements AutoCloseable {

    private final ExecutorService workers = Executors.newCachedThreadPool(named("engine-call"));
    private final ScheduledExecutorService cutter = cutter();

    ExecutorService workers() {
        return workers;
    }

    /** Closes a response when its time is up, unless that is cancelled before. */
    Future<?> closing(DockerHttpClient.Response response, Duration limit) {
        return cutter.schedule(response::close, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        workers.shutdownNow();
        cutter.shutdownNow();
    }

    private static ScheduledExecutorService cutter() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, named("engine-cut-off"));
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}

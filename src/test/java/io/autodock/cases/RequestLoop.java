package io.autodock.cases;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks all pages again and again, ten times a second at most, and remembers how many answered at the worst moment. */
final class RequestLoop implements AutoCloseable {

    private static final int LONGEST_MILLIS = 3_000;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger fewest = new AtomicInteger(Integer.MAX_VALUE);
    private final List<URI> pages;
    private final Future<?> asking;

    RequestLoop(List<URI> pages) {
        this.pages = List.copyOf(pages);
        asking = clock.scheduleWithFixedDelay(this::ask, 0, 100, TimeUnit.MILLISECONDS);
    }

    private void ask() {
        int answers = (int) pages.stream().filter(page -> !text(page).isEmpty()).count();
        fewest.accumulateAndGet(answers, Math::min);
    }

    int fewest() {
        return fewest.get();
    }

    /** What a page says; empty when it does not answer. */
    static String text(URI page) {
        try {
            HttpURLConnection call = (HttpURLConnection) page.toURL().openConnection();
            call.setConnectTimeout(LONGEST_MILLIS);
            call.setReadTimeout(LONGEST_MILLIS);
            try (InputStream body = call.getInputStream()) {
                return new String(body.readAllBytes(), StandardCharsets.UTF_8).strip();
            }
        } catch (IOException silent) {
            return "";
        }
    }

    @Override
    public void close() {
        asking.cancel(true);
        clock.shutdownNow();
    }
}

package io.autodock.bootstrap;

import io.autodock.cluster.HostServer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.ToIntFunction;

/**
 * Who may bootstrap now: so many apps at once per host server, and one login at once per sshd, first come, first served.
 * Waiting has no limit of its own, since every holder of a turn is bounded.
 */
public final class BootstrapTurns {

    private final ToIntFunction<HostServer> perHost;
    private final Map<String, Line> lines = new HashMap<>();

    /** @param perHost whole bootstraps at once on a host server, e.g. its cores; less than 1 counts as 1 */
    public BootstrapTurns(ToIntFunction<HostServer> perHost) {
        this.perHost = perHost;
    }

    /** Waits for a turn on the app's host and sshd; every return is followed by one {@link #leave}. */
    public void enter(BootstrapOrder order) throws InterruptedException {
        enter(hostKey(order), Math.max(1, perHost.applyAsInt(order.host())));
        try {
            enter(sshdKey(order), 1);
        } catch (InterruptedException e) {
            leave(hostKey(order));
            throw e;
        }
    }

    /** Gives the turn to the next in line. */
    public void leave(BootstrapOrder order) {
        leave(sshdKey(order));
        leave(hostKey(order));
    }

    /** How many hosts and sshds have somebody in line or at work. */
    public synchronized int busy() {
        return lines.size();
    }

    private static String hostKey(BootstrapOrder order) {
        return order.host().name();
    }

    private static String sshdKey(BootstrapOrder order) {
        return order.host().address() + "|" + order.sshPort();
    }

    private void enter(String key, int width) throws InterruptedException {
        Semaphore turns = join(key, width);
        try {
            turns.acquire();
        } catch (InterruptedException e) {
            part(key);
            throw e;
        }
    }

    private void leave(String key) {
        part(key).release();
    }

    private synchronized Semaphore join(String key, int width) {
        Line line = lines.computeIfAbsent(key, k -> new Line(new Semaphore(width, true)));
        line.people++;
        return line.turns;
    }

    private synchronized Semaphore part(String key) {
        Line line = lines.get(key);
        if (line == null) {
            throw new IllegalStateException("nobody has a turn at " + key);
        }
        line.people--;
        if (line.people == 0) {
            lines.remove(key);
        }
        return line.turns;
    }

    private static final class Line {
        private final Semaphore turns;
        private int people;

        Line(Semaphore turns) {
            this.turns = turns;
        }
    }
}

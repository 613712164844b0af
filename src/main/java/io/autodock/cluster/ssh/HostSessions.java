package io.autodock.cluster.ssh;

import io.autodock.cluster.EngineEndpoint;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;

/** The sessions on one host: commands share a session, as many as a usual sshd lets, and the next ones get another. */
final class HostSessions implements AutoCloseable {

    /** sshd's MaxSessions is 10 unless it is set otherwise. */
    private static final int COMMANDS_A_SESSION = 8;

    private final HostLogins logins;
    private final EngineEndpoint.Ssh host;
    private final Map<ClientSession, Integer> sessions = new HashMap<>();

    HostSessions(HostLogins logins, EngineEndpoint.Ssh host) {
        this.logins = logins;
        this.host = host;
    }

    /** Begins a command; {@link #ended} gives its place back. */
    ChannelExec begin(String command) throws IOException {
        ClientSession session = take();
        try {
            return session.createExecChannel(command);
        } catch (IOException broken) {
            giveBack(session);
            throw broken;
        }
    }

    /** Ends a command, whether it ran or not. */
    void ended(ChannelExec command) {
        command.close(true);
        giveBack(command.getClientSession());
    }

    private synchronized ClientSession take() throws IOException {
        sessions.keySet().removeIf(session -> !session.isOpen());
        for (Map.Entry<ClientSession, Integer> session : sessions.entrySet()) {
            if (session.getValue() < COMMANDS_A_SESSION) {
                session.setValue(session.getValue() + 1);
                return session.getKey();
            }
        }
        ClientSession fresh = logins.open(host.user(), host.address(), host.port());
        sessions.put(fresh, 1);
        return fresh;
    }

    private synchronized void giveBack(ClientSession session) {
        sessions.computeIfPresent(session, (key, commands) -> commands - 1);
    }

    @Override
    public synchronized void close() {
        sessions.keySet().forEach(session -> session.close(true));
        sessions.clear();
    }
}

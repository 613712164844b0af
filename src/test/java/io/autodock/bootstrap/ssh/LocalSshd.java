package io.autodock.bootstrap.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.apache.sshd.server.command.Command;

/** An sshd in this process that answers commands with what a test says, and can drop logins as MaxStartups does. */
final class LocalSshd implements AutoCloseable {

    /** What a command comes to; null cuts the connection. */
    record Answer(int status, String output) {}

    private final SshServer server = SshServer.setUpDefaultServer();
    private final OpenSshKey hostKey = OpenSshKey.generate("root@local");
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final AtomicInteger toDrop = new AtomicInteger();
    private final AtomicInteger sessions = new AtomicInteger();

    LocalSshd(Path directory, String authorisedLine, Function<String, Answer> answers) throws Exception {
        Path file = Files.writeString(Files.createTempFile(directory, "host", "key"), hostKey.privateText());
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(new FileKeyPairProvider(file));
        AuthorizedKeyEntry authorised = AuthorizedKeyEntry.parseAuthorizedKeyEntry(authorisedLine);
        var key = authorised.resolvePublicKey(null, PublicKeyEntryResolver.IGNORING);
        server.setPublickeyAuthenticator((user, shown, session) -> user.equals("root") && shown.equals(key));
        server.setCommandFactory((channel, command) -> command(channel, command, answers));
        server.addSessionListener(new SessionListener() {
            @Override
            public void sessionCreated(Session session) {
                sessions.incrementAndGet();
            }

            @Override
            public void sessionNegotiationStart(
                    Session session,
                    java.util.Map<org.apache.sshd.common.kex.KexProposalOption, String> client,
                    java.util.Map<org.apache.sshd.common.kex.KexProposalOption, String> mine) {
                if (toDrop.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                    session.close(true);
                }
            }
        });
        server.start();
    }

    /** The next logins are cut off while they negotiate. */
    void dropNext(int logins) {
        toDrop.set(logins);
    }

    int port() {
        return server.getPort();
    }

    int sessions() {
        return sessions.get();
    }

    String hostKeyLine() {
        return hostKey.publicLine() + "\n";
    }

    /** The commands that came, oldest first. */
    List<String> commands() {
        return List.copyOf(commands);
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    private Command command(ChannelSession channel, String command, Function<String, Answer> answers) {
        commands.add(command);
        return new AbstractCommandSupport(command, null) {
            @Override
            public void run() {
                Answer answer = answers.apply(command);
                try {
                    if (answer == null) {
                        channel.getSession().close(true);
                        return;
                    }
                    getOutputStream().write(answer.output().getBytes(StandardCharsets.UTF_8));
                    getOutputStream().flush();
                    onExit(answer.status());
                } catch (IOException e) {
                    onExit(255);
                }
            }
        };
    }
}

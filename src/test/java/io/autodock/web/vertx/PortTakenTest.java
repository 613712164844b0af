package io.autodock.web.vertx;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.problem.AutodockException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.Stream;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortTakenTest {

    /** Somebody takes a port between the look and the listening. */
    private static final class Thief extends MainListenerSupport implements AutoCloseable {
        private final int port;
        private @Nullable ServerSocket taken;

        Thief(int port) {
            this.port = port;
        }

        @Override
        public void afterConfigure(BaseMainSupport main) {
            try {
                taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            if (taken != null) {
                taken.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPortLostAtTheLastMomentIsAnErrorToo(boolean doorIsTaken) throws Exception {
        int door = RunningDoor.freePort();
        int management = RunningDoor.freePort();
        PlatformHttp http = new PlatformHttp(
                new PlatformHttp.Listener("127.0.0.1", door), new PlatformHttp.Listener("127.0.0.1", management), 1);
        Main main = new Main();
        http.properties().forEach(main::addOverrideProperty);
        main.addMainListener(http);
        try (Thief thief = new Thief(doorIsTaken ? door : management)) {
            main.addMainListener(thief);
            Exception refused = assertThrows(Exception.class, main::start);
            assertTrue(
                    Stream.<Throwable>iterate(refused, e -> e != null, Throwable::getCause)
                            .anyMatch(AutodockException.class::isInstance),
                    String.valueOf(refused));
        } finally {
            main.stop();
        }
    }
}

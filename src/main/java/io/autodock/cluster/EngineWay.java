package io.autodock.cluster;

import java.nio.file.Path;
import java.util.Optional;

/** The way to engines that are reached through their host's sshd: a socket on this machine that leads there. */
public interface EngineWay {

    /** The socket that leads to this engine; nothing is connected before somebody connects to it. */
    Path socket(EngineEndpoint.Ssh engine);

    /** Why the last connection through that socket came to nothing, as the end of a sentence; empty where it did not. */
    Optional<String> trouble(EngineEndpoint.Ssh engine);
}

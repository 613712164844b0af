package io.autodock.container.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import io.autodock.console.ExecOutcome;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Gathers what a command writes, the last megabyte of each stream. */
final class ExecOutput extends ResultCallback.Adapter<Frame> {

    private static final int MOST_BYTES = 1 << 20;

    private byte[] out = new byte[0];
    private byte[] error = new byte[0];

    @Override
    public synchronized void onNext(Frame frame) {
        if (frame.getStreamType() == StreamType.STDERR) {
            error = with(error, frame.getPayload());
        } else {
            out = with(out, frame.getPayload());
        }
    }

    private static byte[] with(byte[] before, byte[] more) {
        byte[] all = Arrays.copyOf(before, before.length + more.length);
        System.arraycopy(more, 0, all, before.length, more.length);
        return all.length <= MOST_BYTES ? all : Arrays.copyOfRange(all, all.length - MOST_BYTES, all.length);
    }

    synchronized ExecOutcome ended(int exitCode) {
        return new ExecOutcome.Ended(exitCode, text(out), text(error));
    }

    synchronized ExecOutcome stillRunning() {
        return new ExecOutcome.StillRunning(text(out), text(error));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

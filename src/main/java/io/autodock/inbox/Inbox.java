package io.autodock.inbox;

import io.autodock.access.Caller;
import io.autodock.formation.Order;
import io.autodock.inbox.Folders.Folder;
import io.autodock.problem.AutodockException;
import io.autodock.problem.Problem;
import io.autodock.problem.ProblemCode;
import io.autodock.request.Request;
import io.autodock.request.RequestDesk;
import io.autodock.request.Submission;
import io.autodock.request.Trigger;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to a dropped file. Nothing is remembered here: a file's requests are found again by its identity (inode,
 * time stamp, content), which survives its moves and the end of this process at any moment.
 */
public final class Inbox {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final int MOST_BYTES = 2 * 1024 * 1024 + 1;
    private static final Caller OPERATOR = Caller.operator("inbox");

    private final Folders folders;
    private final RequestDesk desk;
    private final Formats formats;
    private final Duration grace;
    private final Clock clock;

    /** How files are read and results are written. */
    public interface Formats {
        /** The orders in a file. */
        List<Order> orders(byte[] content);

        /** What became of a file's requests, as the text of {@code NAME.result.json}. */
        String result(List<Request> requests, List<String> refusals);

        /** Hash of a file's content. */
        String hash(byte[] content);
    }

    /**
     * An inbox in that folder; its siblings are made where they are missing.
     *
     * @param grace how long a file that is not whole JSON may stay unchanged before it is rejected
     */
    public Inbox(Path inbox, RequestDesk desk, Formats formats, Duration grace, Clock clock) {
        this.folders = new Folders(inbox);
        this.desk = desk;
        this.formats = formats;
        this.grace = grace;
        this.clock = clock;
    }

    /** Submits what a settled file of the inbox asks for, and moves the file on. */
    public void accept(String name) throws IOException {
        Path file = folders.file(Folder.INBOX, name);
        try {
            byte[] content = read(file);
            List<Order> orders = formats.orders(content);
            refuseTokens(orders);
            submit(file, orders, content);
        } catch (NoSuchFileException e) {
            LOG.debug("{} left the inbox by itself", name);
        } catch (AutodockException refusal) {
            refuse(file, refusal);
        }
    }

    /** Whoever may write into the inbox is its operator; a token would only lie about in files. */
    private static void refuseTokens(List<Order> orders) {
        if (orders.stream().anyMatch(order -> order.token().isPresent())) {
            throw AutodockException.invalid("token", "(not shown)", "no token in a dropped file");
        }
    }

    private void submit(Path file, List<Order> orders, byte[] content) throws IOException {
        List<AutodockException> refusals = new ArrayList<>();
        for (Submission submission : submissions(file, orders, content)) {
            try {
                desk.submit(submission);
            } catch (AutodockException refusal) {
                rethrowIfLater(refusal);
                refusals.add(refusal);
            }
        }
        if (refusals.size() == orders.size()) {
            throw refusals.get(0);
        }
        Path accepted = folders.move(file, Folder.ACCEPTED);
        if (!refusals.isEmpty()) {
            folders.writeBeside(accepted, ".reason.txt", sentences(refusals));
        }
        LOG.info("{} is accepted", file.getFileName());
    }

    private static void rethrowIfLater(AutodockException refusal) {
        if (refusal.code().retryable()) {
            throw refusal;
        }
    }

    private static String sentences(List<AutodockException> refusals) {
        return String.join(
                        "\n", refusals.stream().map(AutodockException::sentence).toList()) + "\n";
    }

    private void refuse(Path file, AutodockException refusal) throws IOException {
        if (refusal.code().retryable()) {
            LOG.warn("{} stays in the inbox: {}", file.getFileName(), refusal.sentence());
        } else if (mayStillGrow(refusal) && isWithinGrace(file)) {
            LOG.debug("{} is not whole yet", file.getFileName());
        } else {
            Path rejected = folders.move(file, Folder.REJECTED);
            folders.writeBeside(rejected, ".reason.txt", refusal.sentence() + "\n");
            LOG.warn("{} is rejected: {}", file.getFileName(), refusal.sentence());
        }
    }

    /** What is no JSON as a whole may be the first half of some. */
    private static boolean mayStillGrow(AutodockException refusal) {
        return refusal.code() == ProblemCode.INVALID
                && refusal.problems().stream().map(Problem::field).allMatch("request"::equals);
    }

    private boolean isWithinGrace(Path file) throws IOException {
        FileTime changed = (FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
        return changed.toInstant().plus(grace).isAfter(clock.instant());
    }

    /** Moves accepted files whose requests have all ended to {@code done/} or {@code failed/}, beside their results. */
    public void deliverResults() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folders.path(Folder.ACCEPTED))) {
            for (Path file : files) {
                if (SettledFiles.hasRequestName(file)) {
                    deliverOrLeave(file);
                }
            }
        }
    }

    /** One file that can't be read any more holds up no other. */
    private void deliverOrLeave(Path file) {
        try {
            deliverResult(file);
        } catch (IOException | AutodockException e) {
            LOG.warn("The result of {} has to wait: {}", file.getFileName(), e.getMessage());
        }
    }

    private void deliverResult(Path file) throws IOException {
        byte[] content = read(file);
        List<Order> orders = formats.orders(content);
        List<Request> requests = submissions(file, orders, content).stream()
                .map(desk::findDelivered)
                .flatMap(Optional::stream)
                .toList();
        if (requests.isEmpty()
                || !requests.stream().allMatch(request -> request.state().ended())) {
            return;
        }
        boolean allDone = requests.size() == orders.size()
                && requests.stream().allMatch(request -> request.problem().isEmpty());
        Folder to = allDone ? Folder.DONE : Folder.FAILED;
        List<String> refusals = takeRefusals(file);
        Path ended = folders.move(file, to);
        folders.writeBeside(ended, ".result.json", formats.result(requests, refusals));
        LOG.info("{} is {}", file.getFileName(), allDone ? "done" : "failed");
    }

    private static List<String> takeRefusals(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        Path reasons = file.resolveSibling(name.substring(0, name.length() - ".json".length()) + ".reason.txt");
        if (!Files.isRegularFile(reasons, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        List<String> lines = Files.readAllLines(reasons);
        Files.delete(reasons);
        return lines;
    }

    private List<Submission> submissions(Path file, List<Order> orders, byte[] content) throws IOException {
        String identity = identity(file, content);
        List<Submission> submissions = new ArrayList<>();
        for (int place = 0; place < orders.size(); place++) {
            Optional<String> key = Optional.of(identity + " " + place);
            submissions.add(new Submission(OPERATOR, Trigger.FILE, orders.get(place), key));
        }
        return submissions;
    }

    /** The same through every move within the file system; dropping the same content again makes another. */
    private String identity(Path file, byte[] content) throws IOException {
        Object inode = Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS);
        FileTime modified = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
        return inode + " " + modified.to(TimeUnit.NANOSECONDS) + " " + formats.hash(content);
    }

    private static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(MOST_BYTES);
        }
    }
}

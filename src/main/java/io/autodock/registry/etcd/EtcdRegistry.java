package io.autodock.registry.etcd;

import io.autodock.etcd.Entry;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.Keys;
import io.autodock.etcd.Transaction;
import io.autodock.formation.FormationId;
import io.autodock.formation.HostnameScheme;
import io.autodock.formation.UserName;
import io.autodock.json.Json;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.BookEntry;
import io.autodock.registry.Booking;
import io.autodock.registry.BookingState;
import io.autodock.registry.Books;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.HostBook;
import io.autodock.registry.NameBook;
import io.autodock.registry.Registry;
import io.autodock.request.Claim;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Formations and books in etcd. A decision on the books is made and committed by compare-and-swap; within one instance one
 * decision at a time, since two at once would only make one of them lose.
 */
public final class EtcdRegistry implements Registry {

    /** Leaves room in a transaction for the record, the names, the request and the fence. */
    private static final int MOST_HOST_BOOKS_AT_ONCE = Transaction.MOST_OPERATIONS - 8;

    private static final int MOST_TRIES = 1_000;

    private final EtcdStore store;
    private final ReentrantLock deciding = new ReentrantLock(true);

    /** A registry in that etcd. */
    public EtcdRegistry(EtcdStore store) {
        this.store = store;
    }

    @Override
    public Optional<FormationRecord> find(FormationId id) {
        return store.get(Keys.formation(id)).map(StoredFormation::read);
    }

    @Override
    public List<FormationRecord> list(Optional<UserName> user) {
        return store.list(user.map(Keys::formationsOf).orElse(Keys.FORMATIONS)).stream()
                .map(StoredFormation::read)
                .toList();
    }

    @Override
    public Map<String, HostBook> hostBooks() {
        Map<String, HostBook> books = new HashMap<>();
        for (Entry entry : store.list(Keys.HOST_BOOKS)) {
            HostBook book = hostBook(entry);
            books.put(book.hostServer(), book);
        }
        return books;
    }

    @Override
    public Books books(String group) {
        NameBook names = store.get(Keys.nameBook(group))
                .map(entry -> nameBook(group, entry))
                .orElseGet(() -> NameBook.empty(group));
        return new Books(hostBooks(), names);
    }

    @Override
    public BookEntry reserve(Claim claim, String group, Function<Books, BookEntry> decision) {
        return decide(group, decision, entry -> {
            List<HostBook> first = firstChunk(entry.hosts());
            Transaction intent = fenced(claim);
            write(intent, entry);
            first.forEach(book -> write(intent, book));
            return (committed(claim, intent) || isWritten(entry))
                    && writeChunks(
                            claim,
                            entry.hosts().subList(first.size(), entry.hosts().size()));
        });
    }

    @Override
    public void release(Claim claim, FormationRecord record, Function<Books, BookEntry> decision) {
        decide(record.spec().hostnameScheme().group(), decision, entry -> {
            int last = Math.min(MOST_HOST_BOOKS_AT_ONCE, entry.hosts().size());
            int split = entry.hosts().size() - last;
            if (!writeChunks(claim, entry.hosts().subList(0, split))) {
                return false;
            }
            Transaction end = fenced(claim).delete(Keys.formation(record.id())).delete(Keys.published(record.id()));
            write(end, entry);
            entry.hosts().subList(split, entry.hosts().size()).forEach(book -> write(end, book));
            return committed(claim, end);
        });
    }

    @Override
    public void clearLeftover(String hostServer, String hostname) {
        decide(HostnameScheme.groupOf(hostname), books -> cleared(books, hostServer, hostname), entry -> {
            Transaction clear = new Transaction();
            write(clear, entry);
            entry.hosts().forEach(book -> write(clear, book));
            return entry.hosts().isEmpty() || store.commit(clear);
        });
    }

    private BookEntry cleared(Books books, String hostServer, String hostname) {
        HostBook book = books.host(hostServer);
        Booking booking = book.bookings().get(hostname);
        if (booking == null || booking.state() != BookingState.LEFTOVER) {
            return new BookEntry(Optional.empty(), Optional.empty(), List.of(), Optional.empty());
        }
        NameBook names = isNeeded(books, booking, hostServer)
                ? books.names()
                : books.names().without(List.of(hostname));
        return new BookEntry(
                Optional.empty(), Optional.of(names), List.of(book.without(List.of(hostname))), Optional.empty());
    }

    /** A transaction that was sent twice is refused the second time: then what it was to write stands there already. */
    private boolean isWritten(BookEntry entry) {
        return entry.record()
                .flatMap(record -> store.get(Keys.formation(record.id()))
                        .filter(standing -> standing.value().equals(StoredFormation.write(record))))
                .isPresent();
    }

    /** A leftover's name is given back with it, unless an app or another leftover of its formation has that name. */
    private boolean isNeeded(Books books, Booking leftover, String hostServer) {
        String hostname = leftover.hostname();
        boolean lives = find(leftover.formation())
                .map(record ->
                        record.apps().stream().anyMatch(app -> app.hostname().equals(hostname)))
                .orElse(false);
        boolean leftElsewhere = books.hosts().values().stream()
                .filter(book -> !book.hostServer().equals(hostServer))
                .flatMap(book -> book.bookings().values().stream())
                .anyMatch(other ->
                        other.hostname().equals(hostname) && other.formation().equals(leftover.formation()));
        boolean belongs = leftover.formation().equals(books.names().hostnames().get(hostname));
        return lives || leftElsewhere || !belongs;
    }

    private BookEntry decide(String group, Function<Books, BookEntry> decision, Function<BookEntry, Boolean> commit) {
        deciding.lock();
        try {
            for (int tries = 0; tries < MOST_TRIES; tries++) {
                BookEntry entry = decision.apply(books(group));
                if (commit.apply(entry)) {
                    return entry;
                }
            }
        } finally {
            deciding.unlock();
        }
        throw AutodockException.of(ProblemCode.UNAVAILABLE, "the books of the docker cluster would not stand still");
    }

    private boolean writeChunks(Claim claim, List<HostBook> books) {
        for (int from = 0; from < books.size(); from += MOST_HOST_BOOKS_AT_ONCE) {
            Transaction chunk = fenced(claim);
            books.subList(from, Math.min(books.size(), from + MOST_HOST_BOOKS_AT_ONCE))
                    .forEach(book -> write(chunk, book));
            if (!committed(claim, chunk)) {
                return false;
            }
        }
        return true;
    }

    private static List<HostBook> firstChunk(List<HostBook> books) {
        return books.subList(0, Math.min(MOST_HOST_BOOKS_AT_ONCE, books.size()));
    }

    private static void write(Transaction transaction, BookEntry entry) {
        entry.record().ifPresent(record -> transaction.put(Keys.formation(record.id()), StoredFormation.write(record)));
        entry.request().ifPresent(request -> transaction.put(Keys.REQUESTS + request.id(), Json.write(request)));
        entry.names().ifPresent(names -> write(transaction, names));
    }

    private static void write(Transaction transaction, NameBook names) {
        String key = Keys.nameBook(names.group());
        transaction.when(key, names.revision());
        if (names.owner().isEmpty() && names.hostnames().isEmpty()) {
            transaction.delete(key);
        } else {
            transaction.put(key, Json.write(new StoredNames(names.owner(), names.hostnames())));
        }
    }

    private static void write(Transaction transaction, HostBook book) {
        String key = Keys.HOST_BOOKS + book.hostServer();
        transaction.when(key, book.revision());
        if (book.bookings().isEmpty()) {
            transaction.delete(key);
        } else {
            transaction.put(key, Json.write(new StoredBookings(book.bookings())));
        }
    }

    @Override
    public void keep(Claim claim, FormationRecord record) {
        mustCommit(claim, fenced(claim).put(Keys.formation(record.id()), StoredFormation.write(record)));
    }

    @Override
    public void publish(Claim claim, FormationRecord record) {
        String value = PublishedApps.render(record, published(record.id()));
        mustCommit(
                claim,
                fenced(claim)
                        .put(Keys.formation(record.id()), StoredFormation.write(record))
                        .put(Keys.published(record.id()), value));
    }

    @Override
    public Optional<String> published(FormationId id) {
        return store.get(Keys.published(id)).map(Entry::value);
    }

    private void mustCommit(Claim claim, Transaction transaction) {
        if (!committed(claim, transaction)) {
            throw new IllegalStateException("a write that depends on its claim alone was refused: " + claim.request());
        }
    }

    /** Whether it was made; a refusal because the claim is lost ends the work on this request. */
    private boolean committed(Claim claim, Transaction transaction) {
        if (store.commit(transaction)) {
            return true;
        }
        long holder = store.get(Keys.claim(claim.request().value()))
                .map(Entry::revision)
                .orElse(0L);
        if (holder != claim.revision()) {
            throw AutodockException.of(
                    ProblemCode.UNAVAILABLE,
                    "request " + claim.request() + " is no longer this instance's to carry out");
        }
        return false;
    }

    private static Transaction fenced(Claim claim) {
        return new Transaction().when(Keys.claim(claim.request().value()), claim.revision());
    }

    private static HostBook hostBook(Entry entry) {
        String name = entry.key().substring(Keys.HOST_BOOKS.length());
        return new HostBook(name, Json.read(entry.value(), StoredBookings.class).bookings(), entry.revision());
    }

    private static NameBook nameBook(String group, Entry entry) {
        StoredNames stored = Json.read(entry.value(), StoredNames.class);
        return new NameBook(group, stored.owner(), stored.hostnames(), entry.revision());
    }

    record StoredBookings(Map<String, Booking> bookings) {}

    record StoredNames(String owner, Map<String, FormationId> hostnames) {}
}

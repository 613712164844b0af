package io.autodock.replacement;

import io.autodock.formation.App;
import io.autodock.formation.AppState;
import io.autodock.formation.BootstrapMode;
import io.autodock.formation.FormationId;
import io.autodock.formation.PortMapping;
import io.autodock.formation.PublishedPort;
import io.autodock.formation.Spec;
import io.autodock.placement.ClusterView;
import io.autodock.placement.Placement;
import io.autodock.placement.PlacementRequest;
import io.autodock.placement.Placer;
import io.autodock.placement.PortRange;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.BookEntry;
import io.autodock.registry.Booking;
import io.autodock.registry.BookingState;
import io.autodock.registry.Books;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.HostBook;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One decision on the books for one move. Pure. While the app moves it is booked twice: where it lives, as recorded, and
 * where it goes, as reserved; so the books alone tell an instance that takes the move up where it was going.
 */
final class Relocation {

    private final Moving moving;
    private final FormationId formation;
    private final App old;
    private final Map<String, HostBook> books = new TreeMap<>();
    private final Books asRead;

    Relocation(Moving moving, Books asRead) {
        this.moving = moving;
        this.asRead = asRead;
        this.formation = moving.replacing().formation().id();
        this.old = moving.replacing().old();
        asRead.hosts().forEach((host, book) -> books.put(host, withoutRefused(book)));
    }

    /** The app where it goes: where it is booked already, else placed now. */
    App place() {
        return underWay().orElseGet(this::placed);
    }

    /** The books with the app at its new place. */
    BookEntry booked(App app) {
        put(app, BookingState.RESERVED);
        return new BookEntry(Optional.empty(), Optional.empty(), changed(), Optional.empty());
    }

    /** The books and the record once the app lives at its new place: what it leaves behind is left over. */
    BookEntry settled(FormationRecord record, App app) {
        put(app, BookingState.RUNNING);
        HostBook left = book(old.hostServer());
        Booking there = left.bookings().get(old.hostname());
        if (there != null && there.formation().equals(formation)) {
            books.put(left.hostServer(), left.with(List.of(leftOver(there, old.generation()))));
        }
        return new BookEntry(Optional.of(record.withApp(app)), Optional.empty(), changed(), Optional.empty());
    }

    /** The books when the move is given up. */
    BookEntry givenUp() {
        return new BookEntry(Optional.empty(), Optional.empty(), changed(), Optional.empty());
    }

    private Optional<App> underWay() {
        return books.values().stream()
                .filter(book -> !book.hostServer().equals(old.hostServer()))
                .filter(book -> isReservedHere(book.bookings().get(old.hostname())))
                .findFirst()
                .map(book -> app(book.hostServer(), book.bookings().get(old.hostname())));
    }

    private boolean isReservedHere(@Nullable Booking booking) {
        return booking != null && booking.formation().equals(formation) && booking.state() == BookingState.RESERVED;
    }

    private App app(String hostServer, @Nullable Booking booking) {
        List<PublishedPort> held = booking == null ? List.of() : booking.ports();
        boolean ssh = spec().bootstrap() != BootstrapMode.NONE;
        return new App(
                old.hostname(),
                hostServer,
                ssh ? held.subList(1, held.size()) : held,
                ssh ? OptionalInt.of(held.get(0).hostPort()) : OptionalInt.empty(),
                AppState.PLACED,
                "",
                old.keyFingerprints(),
                generation());
    }

    private int generation() {
        return moving.replacing().app().generation();
    }

    private Spec spec() {
        return moving.replacing().spec();
    }

    private App placed() {
        PlacementRequest request = new PlacementRequest(
                formation,
                spec().withPorts(wishes()),
                List.of(old.hostname()),
                siblings(),
                avoided(),
                moving.takenByStrangers(),
                moving.withoutImage());
        PortRange fromItsOwn =
                new PortRange(old.sshPort().orElse(PortRange.AUTOMATIC.first()), PortRange.AUTOMATIC.last());
        Placement placement = Placer.place(new ClusterView(moving.move().hosts(), books), request, fromItsOwn);
        if (placement instanceof Placement.Refused refused) {
            throw AutodockException.of(ProblemCode.FAILED, refused.sentence());
        }
        App chosen = ((Placement.Placed) placement).apps().get(0);
        return new App(
                chosen.hostname(),
                chosen.hostServer(),
                chosen.ports(),
                chosen.sshPort(),
                AppState.PLACED,
                "",
                old.keyFingerprints(),
                generation());
    }

    /** Each port begins where the app has it now, so that it stays the same where it is free. */
    private List<PortMapping> wishes() {
        List<PortMapping> asked = spec().ports();
        return asked.size() != old.ports().size()
                ? asked
                : IntStream.range(0, asked.size())
                        .mapToObj(index -> wish(asked.get(index), old.ports().get(index)))
                        .toList();
    }

    private static PortMapping wish(PortMapping asked, PublishedPort has) {
        return asked.exact()
                ? asked
                : new PortMapping(asked.address(), has.hostPort(), false, asked.containerPort(), asked.protocol());
    }

    /** How many other apps of the formation each host server has. */
    private Map<String, Integer> siblings() {
        return books.values().stream()
                .collect(Collectors.toMap(HostBook::hostServer, book -> (int) book.bookings().values().stream()
                        .filter(booking -> booking.formation().equals(formation))
                        .filter(booking -> booking.state() != BookingState.LEFTOVER)
                        .filter(booking -> !booking.hostname().equals(old.hostname()))
                        .count()));
    }

    /** A host whose engine may still hold a container of that name can't take it. */
    private Map<String, String> avoided() {
        Map<String, String> avoided = new HashMap<>(moving.avoided());
        books.values().stream()
                .filter(book -> book.bookings().containsKey(old.hostname()))
                .forEach(book -> avoided.putIfAbsent(
                        book.hostServer(),
                        "its engine has not confirmed the removal of an earlier container " + old.hostname()));
        return avoided;
    }

    private HostBook withoutRefused(HostBook book) {
        Boolean mayBeLeft = moving.refused().get(book.hostServer());
        Booking booking = book.bookings().get(old.hostname());
        if (mayBeLeft == null || !isReservedHere(booking) || booking == null) {
            return book;
        }
        return mayBeLeft
                ? book.with(List.of(leftOver(booking, booking.generation())))
                : book.without(List.of(old.hostname()));
    }

    private static Booking leftOver(Booking booking, int generation) {
        return new Booking(
                booking.hostname(),
                booking.formation(),
                booking.request(),
                booking.ramMegabytes(),
                booking.cpuShares(),
                booking.ports(),
                BookingState.LEFTOVER,
                generation);
    }

    private void put(App app, BookingState state) {
        Booking booking = new Booking(
                app.hostname(),
                formation,
                moving.replacing().formation().request(),
                spec().ram().megabytes(),
                spec().cpuShares().value(),
                app.heldPorts(),
                state,
                app.generation());
        books.put(app.hostServer(), book(app.hostServer()).with(List.of(booking)));
    }

    private HostBook book(String hostServer) {
        HostBook book = books.get(hostServer);
        return book == null ? asRead.host(hostServer) : book;
    }

    private List<HostBook> changed() {
        return books.values().stream()
                .filter(book -> !book.equals(asRead.host(book.hostServer())))
                .toList();
    }
}

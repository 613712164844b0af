package io.autodock.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.autodock.formation.App;
import io.autodock.formation.FormationId;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.Booking;
import io.autodock.registry.BookingState;
import io.autodock.registry.Books;
import io.autodock.registry.FormationState;
import io.autodock.registry.HostBook;
import io.autodock.registry.NameBook;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReservationTest {

    private static final FormationId OTHER = FormationId.of("team1", "f0");
    private static final Books EMPTY = new Books(Map.of(), NameBook.empty("web"));

    private final Work work = Works.work(Works.spec(3, "cron"), "H1", "H2");

    @Test
    void appsAreDealtOverTheHostsUnderTheLowestFreeNames() {
        NameBook names = NameBook.empty("web").with(List.of("web002"), OTHER);
        List<App> apps = new Reservation(work, new Books(Map.of(), names)).apps();
        assertEquals(List.of("web001 H1", "web003 H2", "web004 H1"), places(apps));
        assertEquals(
                List.of(9023, 9023, 9024),
                apps.stream().map(app -> app.sshPort().orElse(0)).toList());
    }

    @Test
    void theSameBooksGiveTheSame() {
        assertEquals(new Reservation(work, EMPTY).apps(), new Reservation(work, EMPTY).apps());
    }

    @Test
    void everyAppIsBookedWithAllThatItHolds() {
        Reservation reservation = new Reservation(work, EMPTY);
        List<HostBook> changed = reservation.changedBooks(reservation.apps());
        assertEquals(
                List.of("H1", "H2"), changed.stream().map(HostBook::hostServer).toList());
        assertEquals(Set.of("web001", "web003"), changed.get(0).bookings().keySet());
        Booking booking = booking(changed.get(1), "web002");
        assertEquals(BookingState.RESERVED, booking.state());
        assertEquals(100, booking.ramMegabytes());
        assertEquals(9023, booking.ports().get(0).hostPort());
        assertEquals(work.request().id().value(), booking.request());
    }

    @Test
    void aSchemeOfAnotherUserIsRefused() {
        NameBook names = NameBook.empty("web").with(List.of("web001"), FormationId.of("team2", "f1"));
        AutodockException refusal = refusal(work, new Books(Map.of(), names));
        assertEquals(ProblemCode.FORBIDDEN, refusal.code());
    }

    @Test
    void aSchemeThatGivesAHostServersNameIsRefused() {
        AutodockException refusal = refusal(Works.work(Works.spec(3, "cron"), "H1", "web003"), EMPTY);
        assertEquals(ProblemCode.CONFLICT, refusal.code());
    }

    @Test
    void whatIsBookedStaysWhereItIs() {
        Books booked = placed();
        Reservation again = new Reservation(work, booked);
        assertEquals(work.apps(), again.apps());
        assertEquals(List.of(), again.changedBooks(again.apps()));
    }

    @Test
    void whatAHostRefusedGoesElsewhereAndKeepsItsKeys() {
        Books booked = placed();
        refuse("web002", "H2");
        work.replace(app("web002").withKey("f00d"));
        Reservation again = new Reservation(work, booked);
        List<App> apps = again.apps();
        assertEquals(List.of("web001 H1", "web002 H1", "web003 H1"), places(apps));
        assertEquals(List.of("f00d"), apps.get(1).keyFingerprints());
        List<HostBook> changed = again.changedBooks(apps);
        assertEquals(
                List.of("H1", "H2"), changed.stream().map(HostBook::hostServer).toList());
        assertEquals(3, changed.get(0).bookings().size());
        assertEquals(0, changed.get(1).bookings().size());
    }

    @Test
    void whatMayBeLeftKeepsWhatItHoldsAndTheHostIsNotAskedAgain() {
        Books booked = placed();
        work.leftovers().put("H2", Set.of("web002"));
        Reservation again = new Reservation(work, booked);
        List<App> apps = again.apps();
        assertEquals("web002 H1", places(apps).get(1));
        HostBook second = again.changedBooks(apps).stream()
                .filter(book -> book.hostServer().equals("H2"))
                .findFirst()
                .orElseThrow();
        assertEquals(BookingState.LEFTOVER, booking(second, "web002").state());
    }

    @Test
    void withoutRoomTheRefusalNamesEveryHost() {
        refuse("web001", "H1");
        work.avoided().put("H2", "it is full");
        AutodockException refusal = refusal(work, EMPTY);
        assertEquals(ProblemCode.FAILED, refusal.code());
        assertEquals(
                true, refusal.sentence().contains("H1") && refusal.sentence().contains("it is full"));
    }

    /** Places and books, as the step does, and gives the books that stand then. */
    private Books placed() {
        Reservation reservation = new Reservation(work, EMPTY);
        List<App> apps = reservation.apps();
        work.recorded(Optional.of(Works.record(work, FormationState.CREATING, apps)));
        return new Books(
                reservation.changedBooks(apps).stream()
                        .collect(Collectors.toMap(HostBook::hostServer, Function.identity())),
                NameBook.empty("web").with(apps.stream().map(App::hostname).toList(), Works.F1));
    }

    private void refuse(String hostname, String host) {
        work.avoided().put(host, "host server " + host + " refused " + hostname);
        work.unsettled(host).add(hostname);
    }

    private App app(String hostname) {
        return work.apps().stream()
                .filter(app -> app.hostname().equals(hostname))
                .findFirst()
                .orElseThrow();
    }

    private static Booking booking(HostBook book, String hostname) {
        return Optional.ofNullable(book.bookings().get(hostname)).orElseThrow();
    }

    private static List<String> places(List<App> apps) {
        return apps.stream().map(app -> app.hostname() + " " + app.hostServer()).toList();
    }

    private static AutodockException refusal(Work work, Books books) {
        return assertThrows(AutodockException.class, () -> new Reservation(work, books).apps());
    }
}

package io.autodock.web;

import io.autodock.access.Caller;
import io.autodock.console.FormationConsole;
import io.autodock.console.LogQuery;
import io.autodock.formation.FormationId;
import io.autodock.health.AppHealth;
import io.autodock.problem.AutodockException;
import io.autodock.web.view.ConsoleViews;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** {@code /v1/formations/USER/FORMATION/logs}, {@code …/ps} and {@code …/apps/APP/exec}. */
public final class ConsoleApi {

    private static final int DEFAULT_TAIL = 100;
    private static final int MOST_WORDS = 256;

    private final FormationConsole console;
    private final AppHealth health;

    /** The calls on running apps. */
    public ConsoleApi(FormationConsole console, AppHealth health) {
        this.console = console;
        this.health = health;
    }

    /** {@code GET …/logs?app=APP&tail=N&after=TIME}. */
    public HttpAnswer logs(Caller caller, HttpCall call) {
        int tail = call.number("tail", 1, LogQuery.MOST_LINES).orElse(DEFAULT_TAIL);
        Optional<Instant> after = call.parameter("after").map(ConsoleApi::time);
        return HttpAnswer.json(
                200,
                ConsoleViews.Logs.of(console.logs(caller, id(call), call.parameter("app"), new LogQuery(tail, after))));
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException notATime) {
            throw AutodockException.invalid("after", text, "a time such as 2026-11-25T12:00:00Z");
        }
    }

    /** {@code GET …/ps}. */
    public HttpAnswer processes(Caller caller, HttpCall call) {
        return HttpAnswer.json(
                200,
                new ConsoleViews.Processes(console.seen(caller, id(call)).stream()
                        .map(seen -> ConsoleViews.AppProcess.of(seen, health.of(seen.app())))
                        .toList()));
    }

    /** {@code POST …/apps/APP/exec}, for operators. */
    public HttpAnswer exec(Caller operator, HttpCall call) {
        StrictObject body = StrictObject.read(call.jsonBody(), "command");
        List<String> words = body.requiredWords("command", MOST_WORDS);
        body.requireSound();
        return HttpAnswer.json(200, ConsoleViews.Exec.of(console.exec(operator, id(call), call.segment(6), words)));
    }

    private static FormationId id(HttpCall call) {
        return FormationId.of(call.segment(3), call.segment(4));
    }
}

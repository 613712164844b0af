package io.autodock.web.vertx;

import io.autodock.web.HttpAnswer;
import io.autodock.web.ProblemAnswers;
import io.autodock.web.view.ProblemView;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the server refuses before a route is reached is told as problem JSON too. */
final class RouterProblems {

    private static final String NO_SUCH_PATH = "there is no such path";

    private final Router router;
    private final Duration bodyLimit;

    /**
     * @param router knows what the routes serve
     * @param bodyLimit how long a caller may take to send a call
     */
    RouterProblems(Router router, Duration bodyLimit) {
        this.router = router;
        this.bodyLimit = bodyLimit;
    }

    /** Puts the handlers around the routes. */
    void install() {
        router.route().order(Integer.MIN_VALUE).handler(this::limitBody).failureHandler(RouterProblems::failed);
        router.route().order(Integer.MAX_VALUE).handler(this::unmatched);
    }

    /** A call that does not come to its end holds nothing but its connection, and that not for ever. */
    private void limitBody(RoutingContext context) {
        long timer = context.vertx().setTimer(bodyLimit.toMillis(), id -> {
            write(context, ProblemView.of(408, "the call did not arrive within " + bodyLimit.toSeconds() + " s"));
            context.request().connection().close();
        });
        context.request().end().onComplete(end -> context.vertx().cancelTimer(timer));
        context.next();
    }

    private static void failed(RoutingContext context) {
        int status = context.statusCode() < 400 ? 500 : context.statusCode();
        String sentence =
                switch (status) {
                    case 413 -> "the body is longer than " + PlatformHttp.MOST_BODY_BYTES + " bytes";
                    case 503 -> "the service is stopping";
                    default -> status < 500 ? "the call can't be read" : "the answer could not be written";
                };
        write(context, ProblemView.of(status, sentence));
    }

    private void unmatched(RoutingContext context) {
        Set<String> verbs = verbs(context.normalizedPath());
        if (verbs.isEmpty()) {
            write(context, ProblemView.of(404, NO_SUCH_PATH));
        } else {
            String allowed = String.join(", ", verbs);
            context.response().putHeader("Allow", allowed);
            write(context, ProblemView.of(405, "this path answers to " + allowed));
        }
    }

    private Set<String> verbs(String path) {
        return router.getRoutes().stream()
                .filter(route -> route.methods() != null && route.getPath() != null && matches(route.getPath(), path))
                .flatMap(route -> route.methods().stream())
                .map(HttpMethod::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean matches(String template, String path) {
        List<String> segments = List.of(template.split("/", -1));
        String pattern = segments.stream()
                .map(segment -> segment.startsWith(":") ? "[^/]+" : Pattern.quote(segment))
                .collect(Collectors.joining("/"));
        return path.matches(pattern);
    }

    private static void write(RoutingContext context, ProblemView view) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        HttpAnswer answer = ProblemAnswers.problem(view);
        answer.headers().forEach(response::putHeader);
        response.setStatusCode(answer.status()).end(answer.body());
    }
}

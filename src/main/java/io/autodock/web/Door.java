package io.autodock.web;

import io.autodock.access.Caller;
import io.autodock.access.Role;
import io.autodock.access.Tokens;
import io.autodock.formation.Order;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who comes in over HTTP, by the bearer token alone. */
public final class Door {

    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/-]{1,512}=*)");

    private final Tokens tokens;

    /** A door that opens for those tokens. */
    public Door(Tokens tokens) {
        this.tokens = tokens;
    }

    /** A user or an operator. */
    public Caller admit(HttpCall call) {
        Caller caller = caller(call);
        if (caller.role() == Role.DELIVERY) {
            throw forbidden("this token can deliver events of the Salt bus and nothing else");
        }
        return caller;
    }

    /** An operator alone. */
    public Caller admitOperator(HttpCall call) {
        Caller caller = admit(call);
        if (caller.role() != Role.OPERATOR) {
            throw forbidden("only an operator's token may do this");
        }
        return caller;
    }

    /** The Salt engine's credential alone. */
    public Caller admitDelivery(HttpCall call) {
        Caller caller = caller(call);
        if (caller.role() != Role.DELIVERY) {
            throw forbidden("only the Salt engine's own token may deliver events");
        }
        return caller;
    }

    private Caller caller(HttpCall call) {
        Matcher bearer = BEARER.matcher(call.header("Authorization").orElse("").strip());
        if (!bearer.matches()) {
            throw unauthenticated("this call needs the header Authorization: Bearer TOKEN");
        }
        return tokens.authenticate(new Order.Token(bearer.group(1)))
                .orElseThrow(() -> unauthenticated("nobody holds this token; it may have been revoked"));
    }

    private static AutodockException unauthenticated(String sentence) {
        return AutodockException.of(ProblemCode.UNAUTHENTICATED, sentence);
    }

    private static AutodockException forbidden(String sentence) {
        return AutodockException.of(ProblemCode.FORBIDDEN, sentence);
    }
}

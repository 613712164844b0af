package io.autodock.web;

import io.autodock.access.Caller;
import io.autodock.access.Role;
import io.autodock.access.Tokens;
import io.autodock.formation.UserName;
import io.autodock.web.view.TokenView;
import java.util.List;
import java.util.Optional;

/** {@code /v1/tokens}, for operators. */
public final class TokensApi {

    private static final String ROLES = "user or operator";

    private final Tokens tokens;

    /** The calls about tokens. */
    public TokensApi(Tokens tokens) {
        this.tokens = tokens;
    }

    /** {@code POST /v1/tokens}: the only answer that ever tells the token. */
    public HttpAnswer create(Caller operator, HttpCall call) {
        StrictObject body = StrictObject.read(call.jsonBody(), "name", "role", "user");
        String name = body.requiredText("name", "what people know it by");
        String written = body.requiredText("role", ROLES);
        Role role = written.equals(Role.OPERATOR.lowerCase()) ? Role.OPERATOR : Role.USER;
        if (!written.isEmpty() && !written.equals(role.lowerCase())) {
            body.refuse("role", written, ROLES);
        }
        Optional<String> user = body.text("user");
        body.requireSound();
        Tokens.Issued issued = tokens.create(name, role, user.map(UserName::new));
        return HttpAnswer.json(201, TokenView.issued(issued)).with("Cache-Control", "no-store");
    }

    /** {@code GET /v1/tokens}. */
    public HttpAnswer list(Caller operator, HttpCall call) {
        return HttpAnswer.json(
                200, new Listing(tokens.list().stream().map(TokenView::of).toList()));
    }

    /** {@code DELETE /v1/tokens/ID}. */
    public HttpAnswer revoke(Caller operator, HttpCall call) {
        tokens.revoke(call.segment(3));
        return HttpAnswer.empty();
    }

    /** The answer to a list. */
    record Listing(List<TokenView> tokens) {}
}

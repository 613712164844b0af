package io.autodock.formation.json;

import io.autodock.formation.traffic.BalanceMethod;
import io.autodock.formation.traffic.CertificateName;
import io.autodock.formation.traffic.ServedUrl;
import io.autodock.formation.traffic.Snippet;
import io.autodock.formation.traffic.Traffic;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** The fields that say how the balancers serve a formation. */
final class TrafficFields {

    private TrafficFields() {}

    /** Empty when a field is wrong: then nothing can be said of the whole. */
    static Optional<Traffic> read(FieldReader fields) {
        List<ServedUrl> urls = fields.oneOrMore(OrderField.URL, Traffic.MOST_URLS, ServedUrl::parse);
        BalanceMethod method =
                fields.text(OrderField.BALANCE, BalanceMethod::parse).orElse(BalanceMethod.ROUND_ROBIN);
        OptionalInt port = number(fields, OrderField.BALANCE_PORT, Traffic::parsePort);
        Optional<CertificateName> tls = fields.text(OrderField.BALANCE_TLS, CertificateName::new);
        OptionalInt body = number(fields, OrderField.BALANCE_BODY, Traffic::parseBody);
        OptionalInt timeout = number(fields, OrderField.BALANCE_TIMEOUT, Traffic::parseTimeout);
        Optional<Snippet> snippet = fields.text(OrderField.BALANCE_SNIPPET, Snippet::parse);
        boolean urlIsWrong = fields.has(OrderField.URL) && urls.isEmpty();
        return urlIsWrong
                ? Optional.of(Traffic.NONE)
                : fields.attempt(() -> new Traffic(urls, port, method, tls, body, timeout, snippet));
    }

    private static OptionalInt number(FieldReader fields, OrderField field, Function<String, Integer> parser) {
        return fields.number(field, parser).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    static void write(FieldWriter json, Traffic traffic) throws IOException {
        json.list(OrderField.URL, traffic.urls(), ServedUrl::written);
        json.text(
                OrderField.BALANCE,
                Optional.of(traffic.method())
                        .filter(method -> method != BalanceMethod.ROUND_ROBIN)
                        .map(BalanceMethod::written));
        json.number(OrderField.BALANCE_PORT, traffic.port());
        json.text(OrderField.BALANCE_TLS, traffic.tls().map(CertificateName::value));
        json.number(OrderField.BALANCE_BODY, traffic.bodyMegabytes());
        json.number(OrderField.BALANCE_TIMEOUT, traffic.timeoutSeconds());
        json.text(OrderField.BALANCE_SNIPPET, traffic.snippet().map(Snippet::written));
    }
}

package io.autodock.formation.json;

import io.autodock.formation.rule.HealthCheck;
import io.autodock.formation.rule.HealthProbe;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The fields that say how an app is told well: {@code health} with {@code health-interval}, {@code health-retries} and
 * {@code health-start-period} beside it, or {@code health} as an object of all four.
 */
final class HealthFields {

    /** The members of the object, and the fields that they stand for. */
    private static final Map<String, OrderField> MEMBERS = Map.of(
            "check", OrderField.HEALTH,
            "interval", OrderField.HEALTH_INTERVAL,
            "retries", OrderField.HEALTH_RETRIES,
            "start-period", OrderField.HEALTH_START_PERIOD);

    private HealthFields() {}

    static Optional<HealthCheck> read(FieldReader fields) {
        FieldReader flat = fields.unfolded(OrderField.HEALTH, MEMBERS);
        Optional<HealthProbe> probe = flat.text(OrderField.HEALTH, HealthProbe::parse);
        Optional<Duration> interval = flat.number(OrderField.HEALTH_INTERVAL, HealthCheck::parseInterval);
        Optional<Integer> retries = flat.number(OrderField.HEALTH_RETRIES, HealthCheck::parseRetries);
        Optional<Duration> start = flat.number(OrderField.HEALTH_START_PERIOD, HealthCheck::parseStartPeriod);
        boolean asked = interval.isPresent() || retries.isPresent() || start.isPresent();
        if (asked || fields.has(OrderField.HEALTH)) {
            flat.require(OrderField.HEALTH, HealthProbe.ALLOWED);
        }
        return probe.map(each -> HealthCheck.of(each, interval, retries, start));
    }

    static void write(FieldWriter json, Optional<HealthCheck> check) throws IOException {
        json.text(OrderField.HEALTH, check.map(each -> each.probe().written()));
        json.text(
                OrderField.HEALTH_INTERVAL,
                check.map(HealthCheck::interval)
                        .filter(span -> !span.equals(HealthCheck.DEFAULT_INTERVAL))
                        .map(HealthCheck::written));
        json.number(OrderField.HEALTH_RETRIES, retries(check));
        json.text(
                OrderField.HEALTH_START_PERIOD,
                check.map(HealthCheck::startPeriod)
                        .filter(span -> !span.equals(HealthCheck.DEFAULT_START_PERIOD))
                        .map(HealthCheck::written));
    }

    private static OptionalInt retries(Optional<HealthCheck> check) {
        return check.filter(each -> each.retries() != HealthCheck.DEFAULT_RETRIES)
                .map(each -> OptionalInt.of(each.retries()))
                .orElseGet(OptionalInt::empty);
    }
}

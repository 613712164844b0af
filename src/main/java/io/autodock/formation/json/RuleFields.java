package io.autodock.formation.json;

import io.autodock.formation.rule.HostLabel;
import io.autodock.formation.rule.OnHostLoss;
import io.autodock.formation.rule.PlacementRules;
import io.autodock.formation.rule.RestartPolicy;
import io.autodock.formation.rule.Spread;
import io.autodock.formation.rule.Upkeep;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The fields that say where apps may go, and what happens when they end. */
final class RuleFields {

    private RuleFields() {}

    static PlacementRules placement(FieldReader fields) {
        List<HostLabel> where = fields.pairs(OrderField.WHERE, PlacementRules.MOST_LABELS, HostLabel::parse);
        OptionalInt most = fields.number(OrderField.MAX_PER_HOST, PlacementRules::parseMaxPerHost)
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
        Spread spread = fields.text(OrderField.SPREAD, Spread::parse).orElse(Spread.DEFAULT);
        return new PlacementRules(where, most, spread);
    }

    static Upkeep upkeep(FieldReader fields) {
        RestartPolicy restart =
                fields.text(OrderField.RESTART, RestartPolicy::parse).orElse(RestartPolicy.DEFAULT);
        Optional<OnHostLoss> loss = fields.text(OrderField.ON_HOST_LOSS, OnHostLoss::parse);
        return new Upkeep(restart, loss);
    }

    static void write(FieldWriter json, PlacementRules rules) throws IOException {
        json.list(OrderField.WHERE, rules.where(), HostLabel::written);
        json.number(OrderField.MAX_PER_HOST, rules.maxPerHost());
        json.text(
                OrderField.SPREAD,
                Optional.of(rules.spread())
                        .filter(spread -> !spread.equals(Spread.DEFAULT))
                        .map(Spread::written));
    }

    static void write(FieldWriter json, Upkeep upkeep) throws IOException {
        json.text(
                OrderField.RESTART,
                Optional.of(upkeep.restart())
                        .filter(restart -> !restart.equals(RestartPolicy.DEFAULT))
                        .map(RestartPolicy::written));
        json.text(OrderField.ON_HOST_LOSS, upkeep.askedOnHostLoss().map(OnHostLoss::written));
    }
}

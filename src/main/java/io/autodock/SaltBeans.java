package io.autodock;

import io.autodock.access.Tokens;
import io.autodock.announce.Announcer;
import io.autodock.bootstrap.MinionKeysOnMaster;
import io.autodock.bootstrap.salt.MinionKeyRegistry;
import io.autodock.bootstrap.salt.MinionKeysOnAll;
import io.autodock.configuration.Configuration;
import io.autodock.configuration.Setting;
import io.autodock.hint.HintDesk;
import io.autodock.request.RequestDesk;
import io.autodock.salt.SaltApi;
import io.autodock.web.IncomingOrders;
import io.autodock.web.SaltHook;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/** What several Salt masters and their buses need. */
final class SaltBeans {

    private SaltBeans() {}

    /** The key stores of all masters as one. */
    static MinionKeysOnMaster keys(Configuration configuration, SaltApi first) {
        List<MinionKeysOnMaster> masters = Stream.concat(
                        Stream.of(first),
                        configuration.list(Setting.SALT_MORE_APIS).stream()
                                .map(address -> first.at(URI.create(address))))
                .<MinionKeysOnMaster>map(MinionKeyRegistry::new)
                .toList();
        return masters.size() == 1 ? masters.get(0) : new MinionKeysOnAll(masters);
    }

    /** The door of the bus. */
    static SaltHook hook(
            Configuration configuration, RequestDesk desk, HintDesk hints, Announcer announcer, Tokens tokens) {
        IncomingOrders orders = new IncomingOrders(configuration.optional(Setting.IMAGE));
        return new SaltHook(desk, hints, announcer, tokens, orders, configuration.flag(Setting.SALT_BUS_TRUSTED));
    }
}

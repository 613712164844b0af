package io.autodock;

import io.autodock.bootstrap.MinionKeysOnMaster;
import io.autodock.bootstrap.salt.MinionKeyRegistry;
import io.autodock.bootstrap.salt.MinionKeysOnAll;
import io.autodock.configuration.Configuration;
import io.autodock.configuration.Setting;
import io.autodock.salt.SaltApi;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/** What there is beside the first Salt master. */
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
}

package io.autodock.bootstrap.salt;

import io.autodock.bootstrap.MinionKeysContract;
import io.autodock.bootstrap.MinionKeysOnMaster;
import io.autodock.salt.LabSalt;

/** The lab's master keeps the contract. */
class MinionKeyRegistryIT extends MinionKeysContract {

    private final MinionKeyRegistry keys = new MinionKeyRegistry(LabSalt.api());

    @Override
    protected MinionKeysOnMaster keys() {
        return keys;
    }
}

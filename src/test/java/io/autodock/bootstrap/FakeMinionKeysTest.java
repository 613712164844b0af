package io.autodock.bootstrap;

class FakeMinionKeysTest extends MinionKeysContract {

    private final FakeMinionKeys keys = new FakeMinionKeys();

    @Override
    protected MinionKeysOnMaster keys() {
        return keys;
    }
}

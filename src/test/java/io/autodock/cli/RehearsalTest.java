package io.autodock.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import org.junit.jupiter.api.Test;

class RehearsalTest {

    @Test
    void everyCommandCanBeRehearsedWithoutAService() {
        assertDoesNotThrow(() -> Rehearsal.main(new String[0]));
    }
}

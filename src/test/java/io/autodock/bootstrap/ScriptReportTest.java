package io.autodock.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScriptReportTest {

    private static final String PRINTED = """
            Welcome to this image!
            AUTODOCK-REPORT
            stage=highstate
            status=2
            oom-kills=1
            AUTODOCK-OUTPUT
            {"local": {}}

            AUTODOCK-LOG
            first
            second

            AUTODOCK-END
            bye
            """;

    @Test
    void it_is_found_between_what_a_login_shell_prints() {
        ScriptReport expected = new ScriptReport("highstate", 2, 1, "{\"local\": {}}", "first\nsecond");
        assertEquals(Optional.of(expected), ScriptReport.find(PRINTED));
        assertEquals("second", expected.lastLogLine());
    }

    @Test
    void one_that_is_cut_short_is_none() {
        assertTrue(ScriptReport.find(PRINTED.substring(0, PRINTED.indexOf("AUTODOCK-END")))
                .isEmpty());
        assertTrue(ScriptReport.find("").isEmpty());
    }
}

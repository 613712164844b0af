package io.autodock.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    private final Table table = new Table(
            Table.Column.kept("host-server"),
            Table.Column.number("apps", 0),
            Table.Column.words("address", 2),
            Table.Column.words("remark", 1));

    @Test
    void aWideTerminalShowsEverything() {
        fill();
        assertEquals(
                List.of(
                        "HOST SERVER  APPS  ADDRESS    REMARK",
                        "dldocker01      3  10.0.0.11",
                        "dldocker02     12  10.0.0.12  its engine does not answer within 2 s"),
                table.fitted(terminal(80)));
    }

    @Test
    void aNarrowerOneCutsTheWidest() {
        fill();
        assertEquals(
                List.of(
                        "HOST SERVER  APPS  ADDRESS    REMARK",
                        "dldocker01      3  10.0.0.11",
                        "dldocker02     12  10.0.0.12  its engine does not ans…"),
                table.fitted(terminal(54)));
    }

    @Test
    void aNarrowOneDropsTheLeastImportant() {
        fill();
        assertEquals(
                List.of("HOST SERVER  APPS  REMARK", "dldocker01      3", "dldocker02     12  its engine does not an…"),
                table.fitted(terminal(42)));
        assertEquals(
                List.of("HOST SERVER  APPS", "dldocker01      3", "dldocker02     12"), table.fitted(terminal(20)));
    }

    @Test
    void aPipeGetsTabsAndNothingCut() {
        fill();
        assertEquals(
                List.of(
                        "host-server\tapps\taddress\tremark",
                        "dldocker01\t3\t10.0.0.11\t",
                        "dldocker02\t12\t10.0.0.12\tits engine does not answer within 2 s"),
                table.tabbed());
    }

    @Test
    void aColumnThatSaysNothingIsLeftOut() {
        table.row("h1", "1", "", "");
        assertEquals(List.of("HOST SERVER  APPS", "h1              1"), table.fitted(terminal(80)));
    }

    @Test
    void whatCouldSteerTheTerminalIsMadeVisible() {
        table.row("h\u001b[2J", "\t", "a\u202eb", "x\ny");
        String line = table.tabbed().get(1);
        assertEquals("h\\u001b[2J\t\\u0009\ta\\u202eb\tx\\u000ay", line);
    }

    @Test
    void colourIsForTheHeadingsAlone() {
        table.row("h1", "1", "", "");
        Terminal coloured = new Terminal(true, true, true, true, () -> new Terminal.Size(80, 24));
        assertTrue(table.fitted(coloured).get(0).startsWith("\u001b[1mHOST SERVER"));
        assertEquals("h1              1", table.fitted(coloured).get(1));
    }

    private void fill() {
        table.row("dldocker01", "3", "10.0.0.11", "");
        table.row("dldocker02", "12", "10.0.0.12", "its engine does not answer within 2 s");
    }

    private static Terminal terminal(int columns) {
        return new Terminal(true, false, false, true, () -> new Terminal.Size(columns, 24));
    }
}

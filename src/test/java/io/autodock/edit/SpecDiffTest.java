package io.autodock.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.container.PinnedImage;
import io.autodock.formation.OrderDetail;
import io.autodock.formation.Spec;
import io.autodock.formation.json.SpecJson;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an edit changes, and by which way. */
class SpecDiffTest {

    private static final Spec SPEC =
            SpecJson.read("{\"number\":2,\"image\":\"app:1\",\"cpu-shares\":100,\"ram\":\"100M\","
                    + "\"hostname-scheme\":\"web\",\"ports\":[\"8080:80\",\"9000:90\"],\"volumes\":[],\"bootstrap\":\"none\","
                    + "\"command\":[\"a\",\"b\"],\"bootstrap-asked\":true}");
    private static final PinnedImage FIRST = image("app:1", 'a');

    private static PinnedImage image(String written, char digit) {
        return new PinnedImage(written, "app@sha256:" + String.valueOf(digit).repeat(64), true);
    }

    private static SpecDiff diff(String fields, PinnedImage image) {
        Spec after = SpecJson.changed(SPEC, new OrderDetail.Change(fields, OptionalInt.empty(), Optional.empty()));
        return SpecDiff.of(SpecJson.fields(SPEC), SpecJson.fields(after), FIRST, image);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"number\":4}|SCALE|number 2 -> 4",
                "{\"ram\":\"0.125G\"}|IN_PLACE|ram 100M -> 128M",
                "{\"cpu-shares\":512}|IN_PLACE|cpu-shares 100 -> 512",
                "{\"restart\":\"no\"}|RECORD|restart (none) -> no",
                "{\"max-per-host\":1}|RECORD|max-per-host (none) -> 1",
                "{\"env\":[\"A=1\",\"B=2\"]}|REPLACE|env (none) -> A=1, B=2",
                "{\"ports\":[\"8080:80\"]}|REPLACE|ports 8080:80, 9000:90 -> 8080:80",
                "{\"command\":[\"b\",\"a\"]}|REPLACE|command a, b -> b, a",
                "{\"command\":null}|REPLACE|command a, b -> (none)"
            })
    void eachFieldHasItsWay(String fields, Way way, String sentence) {
        SpecDiff diff = diff(fields, FIRST);
        assertEquals(sentence, diff.sentence());
        assertTrue(diff.has(way));
        assertEquals(1, diff.changes().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"number\":\"2\"}",
                "{\"ram\":100}",
                "{\"ram\":\"100\"}",
                "{\"ports\":[\"9000:90\",\"8080:80\"]}",
                "{\"ports\":[\"8080:80/tcp\",\"9000:90\"]}",
                "{\"volumes\":[]}"
            })
    void anotherSpellingOrOrderIsNoChange(String fields) {
        assertTrue(diff(fields, FIRST).isEmpty());
    }

    @Test
    void aTagThatMeansOtherBytesIsAnotherImage() {
        SpecDiff diff = diff("{\"image\":\"app:1\"}", image("app:1", 'c'));
        assertEquals("image app:1 (sha256:aaaaaaaaaaaa) -> app:1 (sha256:cccccccccccc)", diff.sentence());
        assertTrue(diff.has(Way.REPLACE));
        assertFalse(diff.has(Way.IN_PLACE));
        assertTrue(diff("{\"image\":\"app:1\"}", FIRST).isEmpty());
    }

    @Test
    void whatNobodyHasHeardOfIsPartOfTheContainer() {
        assertEquals(Way.REPLACE, Way.of("a-field-of-tomorrow"));
        assertEquals(List.of(), new SpecDiff(List.of()).changes());
    }
}

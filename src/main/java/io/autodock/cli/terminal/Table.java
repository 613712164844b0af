package io.autodock.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Rows under headings. On a narrow terminal the least important columns go first; then the widest of those that may go are cut.
 *
 * <p>Worked example, 24 columns wide: of {@code HOST}, {@code STATE} and {@code ADDRESS} the last has the highest
 * {@link Column#droppedAs()} and goes; the other two fit.
 */
public final class Table {

    private static final String GAP = "  ";
    private static final int NARROWEST = 6;
    /** A wider column is cut to this before another one goes. */
    private static final int CUT_FIRST = 16;

    /**
     * One column.
     *
     * @param heading as pipes get it, e.g. {@code host-server}; a terminal shows it in capitals
     * @param droppedAs 0 for a column that stays; of the others the highest goes first
     * @param number right-aligned
     */
    public record Column(String heading, int droppedAs, boolean number) {

        /** A column of words that stays. */
        public static Column kept(String heading) {
            return new Column(heading, 0, false);
        }

        /** A column of words. */
        public static Column words(String heading, int droppedAs) {
            return new Column(heading, droppedAs, false);
        }

        /** A column of numbers. */
        public static Column number(String heading, int droppedAs) {
            return new Column(heading, droppedAs, true);
        }
    }

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(Column... columns) {
        this.columns = List.of(columns);
    }

    /** One more row, a cell for each column. */
    public void row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(Arrays.stream(cells).map(Printable::of).toList());
    }

    /** Whether there is nothing under the headings. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** For pipes: a line of headings, then the rows, cells divided by tabs, nothing cut. */
    public List<String> tabbed() {
        List<String> lines = new ArrayList<>();
        lines.add(String.join("\t", columns.stream().map(Column::heading).toList()));
        rows.forEach(row -> lines.add(String.join("\t", row)));
        return lines;
    }

    /** For people: aligned, within the width of the terminal. */
    public List<String> fitted(Terminal terminal) {
        int width = terminal.size().get().columns();
        List<Integer> shown = shown(width);
        int[] widths = shrunk(shown, width);
        List<String> lines = new ArrayList<>();
        String headings = line(shown, widths, headings(), terminal.ellipsis());
        lines.add(terminal.coloured() ? "\u001b[1m" + headings + "\u001b[0m" : headings);
        rows.forEach(row -> lines.add(line(shown, widths, row, terminal.ellipsis())));
        return lines;
    }

    private List<String> headings() {
        return columns.stream()
                .map(column -> column.heading().toUpperCase(Locale.ROOT).replace('-', ' '))
                .toList();
    }

    private List<Integer> shown(int width) {
        List<Integer> shown = new ArrayList<>(IntStream.range(0, columns.size())
                .filter(this::holdsSomething)
                .boxed()
                .toList());
        while (total(shown.stream().mapToInt(this::least).toArray()) > width) {
            Integer least = shown.stream()
                    .max(Comparator.comparingInt(
                            (Integer index) -> columns.get(index).droppedAs()))
                    .orElseThrow();
            if (!mayGo(least)) {
                break;
            }
            shown.remove(least);
        }
        return shown;
    }

    /** A column that may go does so too when it says nothing. */
    private boolean holdsSomething(int index) {
        return !mayGo(index) || rows.stream().anyMatch(row -> !row.get(index).isEmpty());
    }

    private int[] shrunk(List<Integer> shown, int width) {
        int[] widths = shown.stream().mapToInt(this::natural).toArray();
        while (total(widths) > width) {
            int widest = widest(shown, widths);
            if (widths[widest] <= NARROWEST) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    /** The place to take a character from: names and ids, which stay, are cut only when nothing else can give. */
    private int widest(List<Integer> shown, int[] widths) {
        return IntStream.range(0, widths.length)
                .boxed()
                .max(Comparator.comparing((Integer place) -> mayGo(shown.get(place)) && widths[place] > NARROWEST)
                        .thenComparing(place -> widths[place]))
                .orElseThrow();
    }

    private boolean mayGo(int index) {
        return columns.get(index).droppedAs() > 0;
    }

    private int natural(int index) {
        int widest = columns.get(index).heading().length();
        for (List<String> row : rows) {
            widest = Math.max(widest, length(row.get(index)));
        }
        return widest;
    }

    private int least(int index) {
        return mayGo(index) ? Math.min(natural(index), CUT_FIRST) : natural(index);
    }

    private static int total(int[] widths) {
        return Arrays.stream(widths).sum() + GAP.length() * Math.max(0, widths.length - 1);
    }

    private String line(List<Integer> shown, int[] widths, List<String> cells, String ellipsis) {
        StringBuilder line = new StringBuilder();
        for (int place = 0; place < widths.length; place++) {
            int index = shown.get(place);
            String cell = Printable.cut(cells.get(index), widths[place], ellipsis);
            String padding = " ".repeat(Math.max(0, widths[place] - length(cell)));
            line.append(place == 0 ? "" : GAP);
            line.append(columns.get(index).number() ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}

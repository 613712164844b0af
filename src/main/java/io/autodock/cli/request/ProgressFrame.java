package io.autodock.cli.request;

import io.autodock.cli.json.JsonObject;
import io.autodock.cli.terminal.Printable;
import io.autodock.cli.terminal.Terminal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a progress bar shows at one moment: a bar over all apps, then the apps, the unfinished ones first.
 *
 * <pre>
 * create cholcomb/owncloud  [###########         ] 5/9  7 s
 *   clweb002  placed on dldocker01
 *   clweb001  running on dldocker02
 *   and 7 more
 * </pre>
 */
final class ProgressFrame {

    private static final List<String> STAGES = List.of("placed", "running", "bootstrapped");
    private static final int WIDEST_BAR = 40;
    private static final int NARROWEST_BAR = 5;
    private static final int MOST_APPS = 12;
    private static final int ROWS_LEFT_FREE = 3;

    private final JsonObject view;
    private final Terminal terminal;
    private final Terminal.Size size;

    ProgressFrame(JsonObject view, Terminal terminal, Terminal.Size size) {
        this.view = view;
        this.terminal = terminal;
        this.size = size;
    }

    /** The lines, each narrower than the terminal. */
    List<String> lines(Duration elapsed) {
        List<JsonObject> apps = view.objects("apps");
        List<JsonObject> sorted = new ArrayList<>(apps);
        sorted.sort(Comparator.comparingInt(ProgressFrame::stage));
        int most = Math.max(1, Math.min(MOST_APPS, size.rows() - ROWS_LEFT_FREE));
        List<String> lines = new ArrayList<>();
        lines.add(fitted(total(apps, elapsed.toSeconds() + " s")));
        sorted.stream().limit(most).forEach(app -> lines.add(fitted(appLine(app, hostnameWidth(sorted, most)))));
        if (sorted.size() > most) {
            lines.add(fitted("  and " + (sorted.size() - most) + " more"));
        }
        return lines;
    }

    private String total(List<JsonObject> apps, String elapsed) {
        String subject = RequestText.subject(view) + "  ";
        if (apps.isEmpty()) {
            return subject + view.text("state") + "  " + elapsed;
        }
        int done = apps.stream().mapToInt(ProgressFrame::stage).sum();
        long finished = apps.stream().filter(app -> stage(app) == STAGES.size()).count();
        String figures = " " + finished + "/" + apps.size() + "  " + elapsed;
        int room = Math.min(WIDEST_BAR, size.columns() - 1 - subject.length() - figures.length() - 2);
        return room < NARROWEST_BAR
                ? subject.stripTrailing() + figures
                : subject + bar(room, done, apps.size() * STAGES.size()) + figures;
    }

    private String bar(int width, int done, int all) {
        int filled = (int) ((long) width * done / all);
        return terminal.unicode()
                ? "▕" + "█".repeat(filled) + "░".repeat(width - filled) + "▏"
                : "[" + "#".repeat(filled) + " ".repeat(width - filled) + "]";
    }

    private static int hostnameWidth(List<JsonObject> apps, int most) {
        return apps.stream()
                .limit(most)
                .mapToInt(app -> app.text("hostname").length())
                .max()
                .orElse(0);
    }

    private static String appLine(JsonObject app, int hostnameWidth) {
        String hostname = app.text("hostname");
        String padding = " ".repeat(Math.max(0, hostnameWidth - hostname.length()));
        return "  " + hostname + padding + "  " + app.text("state") + " on " + app.text("host-server");
    }

    private String fitted(String line) {
        return Printable.cut(Printable.of(line), size.columns() - 1, terminal.ellipsis());
    }

    private static int stage(JsonObject app) {
        return STAGES.indexOf(app.text("state")) + 1;
    }
}

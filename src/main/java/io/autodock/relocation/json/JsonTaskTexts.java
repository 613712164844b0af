package io.autodock.relocation.json;

import io.autodock.json.Json;
import io.autodock.relocation.HostTask;
import io.autodock.relocation.MoveTask;
import io.autodock.relocation.TaskTexts;
import java.util.Optional;

/** Tasks as JSON. */
public final class JsonTaskTexts implements TaskTexts {

    @Override
    public String write(HostTask task) {
        return Json.write(Stored.of(task));
    }

    @Override
    public String write(MoveTask task) {
        return Json.write(task);
    }

    @Override
    public HostTask hostTask(String text) {
        return Json.read(text, Stored.class).task();
    }

    @Override
    public MoveTask moveTask(String text) {
        return Json.read(text, MoveTask.class);
    }

    record Stored(Optional<String> hostServer, Optional<Integer> maxMoves) {

        static Stored of(HostTask task) {
            return task instanceof HostTask.Whole whole
                    ? new Stored(Optional.of(whole.hostServer()), Optional.empty())
                    : new Stored(Optional.empty(), Optional.of(((HostTask.Crowded) task).maxMoves()));
        }

        HostTask task() {
            return hostServer
                    .<HostTask>map(HostTask.Whole::new)
                    .orElseGet(() -> new HostTask.Crowded(maxMoves.orElse(HostTask.Crowded.USUAL_MOVES)));
        }
    }
}

package io.autodock;

import io.autodock.admission.BackupDesk;
import io.autodock.backup.AppLoads;
import io.autodock.backup.AppSaves;
import io.autodock.backup.BackupFolders;
import io.autodock.backup.docker.EngineLoads;
import io.autodock.backup.docker.EngineSaves;
import io.autodock.backup.file.BackupDirectories;
import io.autodock.cluster.HostDirectory;
import io.autodock.configuration.Configuration;
import io.autodock.configuration.Setting;
import io.autodock.container.Engines;
import io.autodock.container.docker.EngineLines;
import io.autodock.registry.Registry;
import io.autodock.request.RequestDesk;
import io.autodock.request.RequestLog;
import io.autodock.step.BackupStep;
import io.autodock.step.BackupSweep;
import io.autodock.step.RestoreStep;
import io.autodock.step.SaveStep;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Makes what backups and restores need. */
final class BackupBeans {

    private final BackupFolders folders;
    private final AppSaves saves;
    private final AppLoads loads;
    private final Registry registry;

    BackupBeans(Configuration configuration, EngineLines lines, Registry registry) {
        this.folders = new BackupDirectories(
                configuration.list(Setting.BACKUP_ROOTS).stream().map(Path::of).toList());
        this.saves = new EngineSaves(lines);
        this.loads = new EngineLoads(lines);
        this.registry = registry;
    }

    /** The desk that orders about backups pass first. */
    BackupDesk before(RequestDesk desk) {
        return new BackupDesk(desk, folders, registry);
    }

    /** What the routes call, by name. */
    Map<String, Object> beans(HostDirectory directory, Engines engines, RequestLog log, Clock clock) {
        return Map.of(
                "backupStep", new BackupStep(registry, directory, engines, saves, folders, version()),
                "saveStep", new SaveStep(saves, folders),
                "restoreStep", new RestoreStep(engines, loads, folders),
                "backupSweep", new BackupSweep(log, directory, saves, clock));
    }

    private static String version() {
        return Optional.ofNullable(BackupBeans.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
    }
}

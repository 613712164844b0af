package io.autodock.bench;

import io.autodock.bootstrap.BootstrapLimits;
import io.autodock.bootstrap.BootstrapOrder;
import io.autodock.bootstrap.BootstrapScript;
import io.autodock.bootstrap.BootstrapSettings;
import io.autodock.bootstrap.MinionKeyPair;
import io.autodock.bootstrap.MinionKeys;
import io.autodock.bootstrap.MinionKeysOnMaster.Acceptance;
import io.autodock.bootstrap.salt.MinionKeyRegistry;
import io.autodock.bootstrap.ssh.ControllerKey;
import io.autodock.bootstrap.ssh.SshAccess;
import io.autodock.container.ContainerFile;
import io.autodock.formation.BootstrapMode;
import io.autodock.formation.FormationId;
import io.autodock.lab.Lab;
import io.autodock.lab.RunningService;
import io.autodock.salt.LabSalt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/**
 * Apps made and bootstrapped by the running service, and the same containers made by the engines' calls and bootstrapped by
 * ssh commands side by side, with the same script, as many at once on each host.
 */
final class BootstrapBenchmark {

    private static final int APPS = 12;
    private static final int FIRST_PORT = 24_200;
    private static final int PER_HOST = 4;
    private static final double MOST = 1.15;

    private BootstrapBenchmark() {}

    static List<Figure> measure(RunningService service, RawEngines engines) throws Exception {
        FormationCalls calls = new FormationCalls(service);
        Pairs.Way product = new Pairs.Way() {
            @Override
            public void run(int round, Pairs.Watch watch) throws Exception {
                calls.awaitEnd(calls.beginCreate("boot" + round, "tzboot", APPS, Map.of("bootstrap", "cron")));
                watch.reached();
            }

            @Override
            public void undo(int round) throws Exception {
                calls.delete("boot" + round);
                Idleness.await(service);
            }
        };
        try (ParallelSsh raw = new ParallelSsh(engines)) {
            return Pairs.measure(List.of(new Pairs.Stage(APPS + " apps with bootstrap", MOST)), product, raw);
        }
    }

    /** The raw work. Its minions' keys are made, and accepted by the master, before the time is taken. */
    private static final class ParallelSsh implements Pairs.Way, AutoCloseable {

        private final RawEngines engines;
        private final Path directory = Files.createTempDirectory(Path.of("target"), "bench-ssh");
        private final ControllerKey controller = ControllerKey.at(directory.toAbsolutePath());
        private final SshAccess access = new SshAccess(controller);
        private final MinionKeyRegistry master = new MinionKeyRegistry(LabSalt.api());
        private final BootstrapScript script = new BootstrapScript(new BootstrapSettings(
                List.of(Lab.get().fact("AUTODOCK_LAB_SALT_MASTER")),
                Optional.empty(),
                BootstrapLimits.ofProfile("lab")));
        private final List<MinionKeyPair> keys = new ArrayList<>();
        private final List<Semaphore> turns = new ArrayList<>();
        private final String masterKey = master.masterPublicKey();

        ParallelSsh(RawEngines engines) throws IOException {
            this.engines = engines;
            try (MinionKeys source = new MinionKeys(APPS, Duration.ZERO, Duration.ZERO, Duration.ZERO)) {
                for (int app = 0; app < APPS; app++) {
                    keys.add(source.take());
                }
            }
            List<Acceptance> accepted = new ArrayList<>();
            for (int app = 0; app < APPS; app++) {
                accepted.add(new Acceptance(name(app), keys.get(app), List.of()));
            }
            if (!master.accept(accepted).isEmpty()) {
                throw new IllegalStateException("the master did not accept the keys");
            }
            for (int host = 0; host < engines.hosts(); host++) {
                turns.add(new Semaphore(PER_HOST));
            }
        }

        @Override
        public void run(int round, Pairs.Watch watch) throws Exception {
            BootstrapOrder[] orders = new BootstrapOrder[APPS];
            List<Callable<Void>> making = new ArrayList<>();
            List<Callable<Void>> entering = new ArrayList<>();
            for (int app = 0; app < APPS; app++) {
                int number = app;
                making.add(() -> {
                    orders[number] = make(number);
                    return null;
                });
                entering.add(() -> {
                    enter(number, orders[number]);
                    return null;
                });
            }
            engines.together(making);
            engines.together(entering);
            watch.reached();
        }

        private BootstrapOrder make(int number) throws IOException {
            int host = number % engines.hosts();
            int port = FIRST_PORT + number / engines.hosts();
            List<ContainerFile> files = access.filesFor(name(number));
            String id = engines.run(host, name(number), Lab.get().image(), port, files, "/usr/sbin/sshd", "-D");
            BootstrapOrder order = new BootstrapOrder(
                    Lab.get().hosts().get(host),
                    FormationId.of("tzbench", "raw"),
                    name(number),
                    id,
                    port,
                    BootstrapMode.CRON,
                    Optional.of(new BootstrapOrder.SaltIdentity(keys.get(number), masterKey)));
            String hostKey = files.stream()
                    .filter(file -> file.path().equals(SshAccess.HOST_KEY_FILE))
                    .findFirst()
                    .orElseThrow()
                    .content();
            Files.writeString(
                    directory.resolve(name(number)), "[" + order.host().address() + "]:" + port + " " + hostKey);
            return order;
        }

        private void enter(int number, BootstrapOrder order) throws IOException, InterruptedException {
            Semaphore turn = turns.get(number % engines.hosts());
            turn.acquire();
            try {
                engines.copyIn(number % engines.hosts(), order.containerId(), order.keyFiles());
                ssh(order);
            } finally {
                turn.release();
            }
        }

        private void ssh(BootstrapOrder order) throws IOException, InterruptedException {
            Process ssh = new ProcessBuilder(
                            "ssh",
                            "-n",
                            "-i",
                            controller.file().toString(),
                            "-p",
                            Integer.toString(order.sshPort()),
                            "-o",
                            "UserKnownHostsFile=" + directory.resolve(order.hostname()),
                            "-o",
                            "StrictHostKeyChecking=yes",
                            "-o",
                            "BatchMode=yes",
                            "-o",
                            "ConnectionAttempts=20",
                            "root@" + order.host().address(),
                            script.text(order))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(ssh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (ssh.waitFor() != 0) {
                throw new IllegalStateException(order.where() + ": " + output);
            }
        }

        @Override
        public void undo(int round) throws Exception {
            List<Callable<Void>> work = new ArrayList<>();
            for (int app = 0; app < APPS; app++) {
                int number = app;
                work.add(() -> {
                    engines.remove(number % engines.hosts(), name(number));
                    return null;
                });
            }
            engines.together(work);
        }

        @Override
        public void close() {
            Map<String, List<String>> fingerprints = new java.util.TreeMap<>();
            for (int app = 0; app < APPS; app++) {
                fingerprints.put(name(app), List.of(keys.get(app).fingerprint()));
            }
            master.drop(fingerprints);
        }

        private static String name(int number) {
            return String.format(Locale.ROOT, "tzssh%03d", number + 1);
        }
    }
}

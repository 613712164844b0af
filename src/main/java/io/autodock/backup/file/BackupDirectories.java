package io.autodock.backup.file;

import io.autodock.backup.BackupFolders;
import io.autodock.backup.BackupNames;
import io.autodock.backup.FoundBackup;
import io.autodock.backup.Manifest;
import io.autodock.backup.SavedFile;
import io.autodock.backup.json.ManifestJson;
import io.autodock.backup.tar.TarCopy;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Backups on this machine's disks. */
public final class BackupDirectories implements BackupFolders {

    private final List<Path> roots;

    /** @param roots below which backups may lie; none for nowhere */
    public BackupDirectories(List<Path> roots) {
        this.roots = List.copyOf(roots);
    }

    @Override
    public String resolve(String directory) {
        try {
            Path real = Path.of(directory).toRealPath();
            if (Files.isDirectory(real) && isAllowed(real)) {
                return real.toString();
            }
        } catch (IOException notThere) {
            throw refused(directory, allowed() + "; it is not there");
        }
        throw refused(directory, allowed());
    }

    @Override
    public String resolveWritable(String directory) {
        String resolved = resolve(directory);
        if (!Files.isWritable(Path.of(resolved))) {
            throw refused(directory, "a directory that the service may write into");
        }
        return resolved;
    }

    private boolean isAllowed(Path real) throws IOException {
        for (Path root : roots) {
            if (Files.isDirectory(root) && real.startsWith(root.toRealPath())) {
                return true;
            }
        }
        return false;
    }

    private String allowed() {
        return roots.isEmpty()
                ? "nothing: autodock.backup.roots names no directory"
                : "a directory of the service's machine at or below "
                        + String.join(" or ", roots.stream().map(Path::toString).toList());
    }

    private static AutodockException refused(String directory, String allowed) {
        return AutodockException.invalid("directory", directory, allowed);
    }

    @Override
    public long room(String directory) {
        return attempt(
                Path.of(directory), () -> Files.getFileStore(Path.of(directory)).getUsableSpace());
    }

    @Override
    public String begin(String directory, String request) {
        dropDraft(directory, request);
        Path draft = Path.of(directory, BackupNames.draft(request));
        return attempt(Path.of(directory), () -> DurableFile.directory(draft)).toString();
    }

    @Override
    public SavedFile saveImage(String draft, String name, Source source, Set<String> privateFiles) {
        Path file = Path.of(draft, name);
        return attempt(above(above(file)), () -> DurableFile.image(file, source, privateFiles));
    }

    @Override
    public SavedFile saveVolume(String draft, String name, Source source) {
        Path file = Path.of(draft, name);
        return attempt(
                above(above(file)),
                () -> DurableFile.written(file, copy -> {
                    try (InputStream content = source.open()) {
                        TarCopy.whole(content, copy);
                    }
                }));
    }

    @Override
    public void finish(String draft, String folder, Manifest manifest) {
        Path from = Path.of(draft);
        attempt(above(from), () -> {
            SavedFile written = DurableFile.text(from.resolve(BackupNames.MANIFEST), ManifestJson.write(manifest));
            DurableFile.text(from.resolve(BackupNames.CHECKSUMS), Checksums.text(manifest.files(), written));
            DurableFile.sync(from);
            Files.move(from, from.resolveSibling(folder), StandardCopyOption.ATOMIC_MOVE);
            DurableFile.sync(above(from));
            return folder;
        });
    }

    @Override
    public void dropDraft(String directory, String request) {
        Path draft = Path.of(directory, BackupNames.draft(request));
        attempt(Path.of(directory), () -> DurableFile.remove(draft));
    }

    @Override
    public List<String> drafts(String directory) {
        return children(directory).stream()
                .map(path -> path.getFileName().toString())
                .filter(BackupNames::isDraft)
                .map(BackupNames::requestOf)
                .toList();
    }

    @Override
    public List<FoundBackup> list(String directory, String prefix) {
        return children(directory).stream()
                .filter(path -> path.getFileName().toString().startsWith(prefix))
                .filter(BackupDirectories::isBackup)
                .map(BackupDirectories::read)
                .toList();
    }

    private static boolean isBackup(Path path) {
        return !BackupNames.isDraft(path.getFileName().toString())
                && Files.isRegularFile(path.resolve(BackupNames.MANIFEST));
    }

    @Override
    public FoundBackup find(String directory, String prefix) {
        Path resolved = Path.of(resolve(directory));
        if (isBackup(resolved)) {
            return read(resolved);
        }
        List<FoundBackup> found = list(resolved.toString(), prefix);
        if (found.stream()
                        .map(backup -> backup.manifest().formation())
                        .distinct()
                        .count()
                > 1) {
            throw refused(directory, "the folder of one backup; this one holds backups of several formations");
        }
        return FoundBackup.newestFirst(found).stream()
                .findFirst()
                .orElseThrow(() -> refused(directory, "a backup, or a directory that holds one"));
    }

    private static FoundBackup read(Path folder) {
        return attempt(folder, () -> {
            Checksums.require(folder, BackupNames.MANIFEST);
            String text = Files.readString(folder.resolve(BackupNames.MANIFEST));
            return new FoundBackup(folder.toString(), ManifestJson.read(text, folder.toString()));
        });
    }

    @Override
    public void verify(FoundBackup backup) {
        for (SavedFile file : backup.manifest().files()) {
            attempt(Path.of(backup.folder()), () -> Checksums.require(Path.of(backup.folder()), file));
        }
    }

    @Override
    public InputStream open(FoundBackup backup, SavedFile file) {
        return attempt(Path.of(backup.folder()), () -> Files.newInputStream(Path.of(backup.folder(), file.name())));
    }

    @Override
    public void remove(FoundBackup backup) {
        Path folder = Path.of(backup.folder());
        Path going = folder.resolveSibling(BackupNames.draft(backup.manifest().request()));
        attempt(above(folder), () -> {
            Files.move(folder, going, StandardCopyOption.ATOMIC_MOVE);
            return DurableFile.remove(going);
        });
    }

    private static List<Path> children(String directory) {
        return attempt(Path.of(directory), () -> {
            List<Path> found = new ArrayList<>();
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(Path.of(directory), Files::isDirectory)) {
                stream.forEach(found::add);
            }
            return found.stream().sorted().toList();
        });
    }

    private static Path above(Path path) {
        return Objects.requireNonNull(path.getParent());
    }

    /** Work on a disk. */
    @FunctionalInterface
    private interface Work<T> {
        T done() throws IOException;
    }

    private static <T> T attempt(Path directory, Work<T> work) {
        try {
            return work.done();
        } catch (IOException failure) {
            throw failed(directory, failure);
        } catch (UncheckedIOException failure) {
            throw failed(directory, Objects.requireNonNull(failure.getCause()));
        }
    }

    private static AutodockException failed(Path directory, IOException failure) {
        String message = String.valueOf(failure.getMessage());
        String reason = REASONS.entrySet().stream()
                .filter(known -> message.contains(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(message);
        return AutodockException.caused(ProblemCode.FAILED, "directory \"" + directory + "\": " + reason, failure);
    }

    private static final Map<String, String> REASONS = Map.of(
            "No space left on device", "no space left on device",
            "Disk quota exceeded", "its quota is used up",
            "Read-only file system", "it can only be read");
}

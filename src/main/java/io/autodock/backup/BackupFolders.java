package io.autodock.backup;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/**
 * The directories of this machine that backups lie in, below roots that the operator allows. Nothing that is not whole has
 * the name of a backup: what is written grows in a draft, which is renamed when it is complete and on the disk. A full disk
 * is told as {@code no space left on device}.
 */
public interface BackupFolders {

    /** What is read from an engine. */
    @FunctionalInterface
    interface Source {
        /** Opens it; once. */
        InputStream open() throws IOException;
    }

    /**
     * The directory itself, links resolved.
     *
     * @throws io.autodock.problem.AutodockException INVALID unless it is there and lies below an allowed root
     */
    String resolve(String directory);

    /** The same for one that is to be written into. */
    String resolveWritable(String directory);

    /** Bytes that the directory's disk has room for. */
    long room(String directory);

    /** A fresh draft for that request; what an earlier try left in it goes. */
    String begin(String directory, String request);

    /** Saves an image into a draft, without those files in its layers; on the disk when this returns. */
    SavedFile saveImage(String draft, String name, Source source, Set<String> privateFiles);

    /** Saves the content of a volume into a draft; on the disk when this returns. */
    SavedFile saveVolume(String draft, String name, Source source);

    /** Makes of a draft a backup under its own name. */
    void finish(String draft, String folder, Manifest manifest);

    /** Removes a request's draft, if there is one. */
    void dropDraft(String directory, String request);

    /** The requests whose drafts lie in a directory. */
    List<String> drafts(String directory);

    /** The whole backups whose folders lie in a directory and begin like that. */
    List<FoundBackup> list(String directory, String prefix);

    /** The backup that the directory is; else the newest of those in it that begin like that: all of one formation. */
    FoundBackup find(String directory, String prefix);

    /**
     * Compares every file with its checksum.
     *
     * @throws io.autodock.problem.AutodockException FAILED, naming the first file that is not as it was written
     */
    void verify(FoundBackup backup);

    /** Opens a file of a backup. */
    InputStream open(FoundBackup backup, SavedFile file);

    /** Removes a backup; it stops looking like one before anything of it goes. */
    void remove(FoundBackup backup);
}

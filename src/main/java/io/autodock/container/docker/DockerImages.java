package io.autodock.container.docker;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Image;
import io.autodock.cluster.HostServer;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.prune.HeldImage;
import io.autodock.prune.ImageShelf;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The images on real Docker Engines, over {@link EngineLines}. */
public final class DockerImages implements ImageShelf {

    private static final String NONE = "<none>";

    private final EngineLines lines;

    /** Connects to nothing yet. */
    public DockerImages(EngineLines lines) {
        this.lines = lines;
    }

    @Override
    public List<HeldImage> images(HostServer host) {
        return said(host, () -> {
            Set<String> used = lines.client(host).listContainersCmd().withShowAll(true).exec().stream()
                    .map(Container::getImageId)
                    .collect(Collectors.toSet());
            return lines.client(host).listImagesCmd().exec().stream()
                    .map(image -> held(image, used))
                    .toList();
        });
    }

    private static HeldImage held(Image image, Set<String> used) {
        return new HeldImage(
                image.getId(), names(image.getRepoTags()), names(image.getRepoDigests()), used.contains(image.getId()));
    }

    private static List<String> names(String @Nullable [] names) {
        return names == null
                ? List.of()
                : Arrays.stream(names).filter(name -> !name.contains(NONE)).toList();
    }

    @Override
    public void remove(HostServer host, String id) {
        said(host, () -> {
            try {
                lines.client(host).removeImageCmd(id).exec();
                return true;
            } catch (NotFoundException | ConflictException goneOrUsed) {
                return false;
            }
        });
    }

    private static <T> T said(HostServer host, Supplier<T> call) {
        try {
            return call.get();
        } catch (DockerException answer) {
            throw AutodockException.caused(
                    ProblemCode.FAILED,
                    "host server " + host.name() + ": " + EngineFailures.message(answer.getMessage()),
                    answer);
        }
    }
}

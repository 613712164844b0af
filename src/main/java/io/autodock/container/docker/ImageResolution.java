package io.autodock.container.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import io.autodock.cluster.EngineState;
import io.autodock.cluster.HostServer;
import io.autodock.container.PinnedImage;
import io.autodock.formation.ImageReference;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** From a reference to the bytes it means: the registry's digest, else the id of an image that a host holds. */
final class ImageResolution {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;
    private static final int BROKEN = 500;

    /** A registry that does not answer is not waited for once for each of hundreds of hosts. */
    private static final int MOST_ASKED = 2;

    /** What may stand in an engine's path; the reference has been checked before, this is the last door. */
    private static final Pattern IN_PATH = Pattern.compile("[A-Za-z0-9._:/@\\[\\]-]+");

    private final EngineLines lines;

    /** Why the registry gave no digest: it said no, or said nothing. */
    private record Doubts(List<String> refusals, List<String> silences) {}

    ImageResolution(EngineLines lines) {
        this.lines = lines;
    }

    PinnedImage resolve(ImageReference image, List<HostServer> hosts) {
        List<HostServer> answering = hosts.stream().filter(this::answers).toList();
        Doubts doubts = new Doubts(new ArrayList<>(), new ArrayList<>());
        return fromRegistry(image, answering, doubts)
                .or(() -> fromHosts(image, answering))
                .orElseThrow(() -> notFound(image, answering, doubts));
    }

    private boolean answers(HostServer host) {
        return lines.line(host).state(lines.limits().fresh()) instanceof EngineState.Answers;
    }

    /** A registry that says no says it to all hosts alike: only a host that gets no word from it passes the question on. */
    private Optional<PinnedImage> fromRegistry(ImageReference image, List<HostServer> hosts, Doubts doubts) {
        for (HostServer host : hosts.subList(0, Math.min(hosts.size(), MOST_ASKED))) {
            try {
                Optional<String> digest = distribution(image, host, doubts);
                return digest.map(each -> new PinnedImage(image.written(), image.repository() + "@" + each, true));
            } catch (AutodockException silent) {
                doubts.silences().add(silent.sentence());
            }
        }
        return Optional.empty();
    }

    private Optional<String> distribution(ImageReference image, HostServer host, Doubts doubts) {
        String name = nameFor(image);
        if (!IN_PATH.matcher(name).matches()) {
            throw AutodockException.invalid("image", image.written(), "an image reference");
        }
        Request request = Request.builder()
                .method(Request.Method.GET)
                .path("/distribution/" + name + "/json")
                .putAllHeaders(credentials(host, image))
                .build();
        try (Response response = lines.line(host).execute(request);
                InputStream body = response.getBody()) {
            JsonNode answer = JSON.readTree(body);
            if (response.getStatusCode() == OK) {
                return Optional.of(answer.path("Descriptor").path("digest").asText());
            }
            String why = answer.path("message").asText("status " + response.getStatusCode());
            if (response.getStatusCode() >= BROKEN) {
                throw AutodockException.of(ProblemCode.UNAVAILABLE, why);
            }
            doubts.refusals().add(why);
            return Optional.empty();
        } catch (IOException broken) {
            throw AutodockException.caused(
                    ProblemCode.UNAVAILABLE,
                    "host server " + host.name() + ": its answer about image " + image.written() + " broke off",
                    broken);
        }
    }

    private Map<String, String> credentials(HostServer host, ImageReference image) {
        return lines.credentials(host, image.repository())
                .map(held -> Map.of("X-Registry-Auth", encoded(held)))
                .orElse(Map.of());
    }

    private static String encoded(Object credentials) {
        try {
            return Base64.getUrlEncoder()
                    .encodeToString(JSON.writeValueAsString(credentials).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    private Optional<PinnedImage> fromHosts(ImageReference image, List<HostServer> hosts) {
        return hosts.stream()
                .map(host -> held(image, host))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** A host that falls silent meanwhile is passed over like one that lacks the image. */
    private Optional<PinnedImage> held(ImageReference image, HostServer host) {
        try {
            return Optional.of(pinned(
                    image, lines.client(host).inspectImageCmd(nameFor(image)).exec()));
        } catch (NotFoundException | AutodockException absent) {
            return Optional.empty();
        }
    }

    /** One that once came from the registry keeps its digest, the name of its bytes on every host that holds it. */
    private static PinnedImage pinned(ImageReference image, InspectImageResponse held) {
        List<String> digests = held.getRepoDigests() == null ? List.of() : held.getRepoDigests();
        return digests.stream()
                .filter(digest -> digest.startsWith(image.repository() + "@"))
                .sorted()
                .findFirst()
                .map(digest -> new PinnedImage(image.written(), digest, false))
                .orElseGet(() -> new PinnedImage(image.written(), String.valueOf(held.getId()), false));
    }

    private static String nameFor(ImageReference image) {
        return image.digest()
                .map(digest -> image.repository() + "@" + digest)
                .orElseGet(() -> image.repository() + ":" + image.tag().orElseThrow());
    }

    private static AutodockException notFound(ImageReference image, List<HostServer> answering, Doubts doubts) {
        if (answering.isEmpty()) {
            return AutodockException.of(
                    ProblemCode.UNAVAILABLE,
                    "image \"" + image.written() + "\" cannot be looked up: no host server's engine answers");
        }
        if (doubts.refusals().isEmpty() && !doubts.silences().isEmpty()) {
            return AutodockException.of(
                    ProblemCode.UNAVAILABLE,
                    "image \"" + image.written() + "\" cannot be looked up: "
                            + doubts.silences().get(0));
        }
        String why = doubts.refusals().isEmpty() ? "" : " (" + doubts.refusals().get(0) + ")";
        return AutodockException.invalid(
                "image", image.written(), "an image that its registry hands out or a host server holds" + why);
    }
}

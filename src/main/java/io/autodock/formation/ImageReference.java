package io.autodock.formation;

import io.autodock.problem.AutodockException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image as asked for. At least one of tag and digest is there: a reference without either means the tag {@code latest}.
 *
 * @param repository with the registry in front where one was named: {@code registry:5000/team/sshd}
 * @param tag the tag, without the colon
 * @param digest {@code sha256:…}; where both stand, the digest is what runs
 * @param written the reference as it was sent
 */
public record ImageReference(String repository, Optional<String> tag, Optional<String> digest, String written) {

    /** What a refusal says is allowed. */
    public static final String ALLOWED =
            "an image reference: [REGISTRY[:PORT]/]NAME[:TAG][@sha256:DIGEST], the name in lower case";

    private static final int LONGEST = 512;
    private static final int LONGEST_REPOSITORY = 255;
    private static final String LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
    private static final String HOST = "(?:" + LABEL + "(?:\\." + LABEL + ")*|\\[[0-9a-fA-F:]+\\])";
    private static final String PART = "[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*";
    private static final Pattern GRAMMAR =
            Pattern.compile("(?<repository>(?:(?<registry>" + HOST + "(?::[0-9]{1,5})?)/)?" + PART + "(?:/" + PART
                    + ")*)" + "(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?");
    private static final Pattern IMAGE_ID = Pattern.compile("(?:sha256:)?[0-9a-f]{64}");

    public ImageReference {
        if (tag.isEmpty() && digest.isEmpty()) {
            throw new IllegalArgumentException("image without tag and digest: " + written);
        }
    }

    /** As users write it. Without tag and digest it means the tag {@code latest}, never all tags. */
    public static ImageReference parse(String text) {
        // An image's id reads like a name with a tag; engines take it for the id, so nobody means the name.
        if (text.length() > LONGEST || IMAGE_ID.matcher(text).matches()) {
            throw AutodockException.invalid("image", text, ALLOWED);
        }
        Matcher matcher = GRAMMAR.matcher(text);
        if (!matcher.matches() || matcher.group("repository").length() > LONGEST_REPOSITORY) {
            throw AutodockException.invalid("image", text, ALLOWED + hint(text));
        }
        Optional<String> digest = Optional.ofNullable(matcher.group("digest"));
        Optional<String> tag = Optional.ofNullable(matcher.group("tag"));
        return new ImageReference(
                matcher.group("repository"),
                tag.isEmpty() && digest.isEmpty() ? Optional.of("latest") : tag,
                digest,
                text);
    }

    private static String hint(String text) {
        return text.contains("://") ? "; it is no URL" : "";
    }

    @Override
    public String toString() {
        return written;
    }
}

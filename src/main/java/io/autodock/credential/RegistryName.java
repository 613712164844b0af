package io.autodock.credential;

/** Which registry an image comes from. */
public final class RegistryName {

    /** The registry of images that name none. */
    public static final String DEFAULT = "docker.io";

    private RegistryName() {}

    /** {@code HOST[:PORT]} of a repository, a reference by tag or one by digest. */
    public static String of(String repository) {
        int slash = repository.indexOf('/');
        String first = slash < 0 ? "" : repository.substring(0, slash);
        boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
        return host ? first : DEFAULT;
    }
}

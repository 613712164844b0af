package io.autodock.balance.push;

/** Reads a page as any client would. */
@FunctionalInterface
public interface PageReader {

    /**
     * The page's text; empty when there is none.
     *
     * @param host the server name that is asked for; empty for none
     */
    String read(String address, int port, String host, String path);
}

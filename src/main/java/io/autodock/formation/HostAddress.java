package io.autodock.formation;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.regex.Pattern;

/** Addresses of a host server that a port is bound to: literals only, never names. */
public final class HostAddress {

    /** Every address of the host. */
    public static final String EVERY = "";

    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern V4 = Pattern.compile("(?:" + OCTET + "\\.){3}" + OCTET);
    private static final Pattern V6_LETTERS = Pattern.compile("[0-9a-fA-F:.]{2,45}");
    private static final Set<String> WILDCARDS = Set.of(EVERY, "0.0.0.0", "0:0:0:0:0:0:0:0");

    private HostAddress() {}

    static boolean isV4(String text) {
        return V4.matcher(text).matches();
    }

    static boolean isV6(String text) {
        return text.contains(":")
                && V6_LETTERS.matcher(text).matches()
                && !literal(text).isEmpty();
    }

    /**
     * One spelling for each address, so that two of them can be compared; {@link #EVERY} for all that bind every address.
     *
     * @param address as in {@link PublishedPort#address()}
     */
    public static String canonical(String address) {
        String spelled = address.contains(":") ? literal(address) : address;
        return WILDCARDS.contains(spelled) ? EVERY : spelled;
    }

    /** Whether one port can't be bound on both. */
    public static boolean overlap(String one, String other) {
        String first = canonical(one);
        String second = canonical(other);
        return first.equals(EVERY) || second.equals(EVERY) || first.equals(second);
    }

    /** The brackets keep the platform from ever asking a name server. */
    private static String literal(String v6) {
        try {
            return InetAddress.getByName("[" + v6 + "]").getHostAddress();
        } catch (UnknownHostException notAnAddress) {
            return "";
        }
    }
}

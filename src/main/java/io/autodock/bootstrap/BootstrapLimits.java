package io.autodock.bootstrap;

import java.time.Duration;

/**
 * How long each part of a bootstrap may take.
 *
 * @param sshdAnswers from the first look until the container's sshd shows its banner
 * @param login one login, from the connection to the open channel
 * @param installation Salt's installation, where the image lacks it
 * @param highstate one {@code salt-call}, the wait for a silent master included
 */
public record BootstrapLimits(Duration sshdAnswers, Duration login, Duration installation, Duration highstate) {

    /** For real hosts. */
    public static final BootstrapLimits FIELD = new BootstrapLimits(
            Duration.ofSeconds(120), Duration.ofSeconds(30), Duration.ofMinutes(15), Duration.ofMinutes(15));

    /** For the lab, where everything is near. */
    public static final BootstrapLimits LAB = new BootstrapLimits(
            Duration.ofSeconds(40), Duration.ofSeconds(20), Duration.ofMinutes(5), Duration.ofSeconds(90));

    /** The limits that belong to a value of {@code autodock.profile}. */
    public static BootstrapLimits ofProfile(String profile) {
        return profile.equals("lab") ? LAB : FIELD;
    }

    /** The bound from outside on a whole script: installation, two highstates with a module sync between, and some air. */
    public Duration wholeScript() {
        return installation.plus(highstate.multipliedBy(4)).plus(login);
    }
}

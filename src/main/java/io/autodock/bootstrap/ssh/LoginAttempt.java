package io.autodock.bootstrap.ssh;

/** How far the newest login at one sshd has come; what it came to decides whether another try makes sense. */
sealed interface LoginAttempt {

    /** On its way: a login that ends here was dropped, by sshd's MaxStartups or on the network. */
    record OnItsWay() implements LoginAttempt {}

    /** The server showed another host key: nothing was sent to it. */
    record WrongHostKey(String fingerprint) implements LoginAttempt {}

    /** The server does not accept Autodock's key. */
    record KeyRefused() implements LoginAttempt {}

    /** Logged in. */
    record LoggedIn() implements LoginAttempt {}
}

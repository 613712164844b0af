package io.autodock.failover;

/** What came of asking a host server's minion. */
public enum MinionWord {
    /** It answers: the host lives, whatever else is silent. */
    ANSWERS,
    /** The master was asked, and the minion did not answer. */
    SILENT,
    /** There is no minion, no master, or no answer of the master's: that says nothing. */
    UNKNOWN
}

package io.autodock.registry;

/** What a booking stands for. */
public enum BookingState {
    /** Reserved; its container is not known to run. It counts as load to come. */
    RESERVED,
    /** Its container runs. */
    RUNNING,
    /** Its app lives elsewhere or no more, but its engine has not confirmed the removal: name and ports stay held. */
    LEFTOVER
}

package io.autodock.health;

/** What one look at an app found. */
public sealed interface Finding {

    /** Why it is not well, or not known to be; empty when it is well. */
    String sentence();

    /** It is well. */
    record Well() implements Finding {
        @Override
        public String sentence() {
            return "";
        }
    }

    /** It is not. */
    record Unwell(String sentence) implements Finding {}

    /** Nobody could tell, since its host server does not answer: that is no word against the app. */
    record Unknown(String sentence) implements Finding {}

    /** Its container does not run any more: what is done about that is not a matter of health. */
    record Ended(String sentence) implements Finding {}
}

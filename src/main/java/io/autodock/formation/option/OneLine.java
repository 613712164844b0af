package io.autodock.formation.option;

/** Text that stays on its line. */
final class OneLine {

    private OneLine() {}

    static boolean is(String text) {
        return text.codePoints().noneMatch(point -> switch (Character.getType(point)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> false;
        });
    }
}

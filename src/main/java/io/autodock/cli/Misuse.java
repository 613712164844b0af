package io.autodock.cli;

import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with the words of a command, in one sentence. */
final class Misuse {

    private Misuse() {}

    static String sentence(ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        String hint = "; see " + command + " --help";
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched, command) + hint;
        }
        return decapitalized(String.valueOf(e.getMessage())) + hint;
    }

    private static String unmatched(UnmatchedArgumentException e, String command) {
        String argument = e.getUnmatched().get(0);
        return LaterWords.option(argument).orElseGet(() -> {
            String kind = e.isUnknownOption() ? "option" : "word";
            String nearest = e.getSuggestions().isEmpty()
                    ? ""
                    : "; did you mean " + e.getSuggestions().get(0) + "?";
            return command + " knows no " + kind + " \"" + argument + "\"" + nearest;
        });
    }

    private static String decapitalized(String message) {
        return message.isEmpty() ? message : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }
}

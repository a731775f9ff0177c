package dev.quartet.local.cognito;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Inputs;
import java.util.Optional;
import java.util.function.IntPredicate;

/** What a pool asks of passwords. Immutable. */
record PasswordPolicy(int minimumLength, boolean lowercase, boolean uppercase, boolean numbers, boolean symbols) {
    private static final int LONGEST = 256;

    /** Reads a pool's block; Cognito's defaults are 8 characters of all four sorts. */
    static PasswordPolicy of(Optional<Inputs> block) {
        return block.map(inputs -> new PasswordPolicy(
                        inputs.optionalInteger("minimumLength").orElse(8),
                        inputs.flag("requireLowercase", false),
                        inputs.flag("requireUppercase", false),
                        inputs.flag("requireNumbers", false),
                        inputs.flag("requireSymbols", false)))
                .orElse(new PasswordPolicy(8, true, true, true, true));
    }

    /** Throws {@code InvalidPasswordException} when {@code password} does not conform. */
    void check(String password) {
        if (password.length() < minimumLength) {
            throw refused("Password not long enough");
        }
        if (password.length() > LONGEST) {
            throw refused("Password is longer than " + LONGEST + " characters");
        }
        require(lowercase, password, Character::isLowerCase, "lowercase characters");
        require(uppercase, password, Character::isUpperCase, "uppercase characters");
        require(numbers, password, Character::isDigit, "numeric characters");
        require(symbols, password, c -> !Character.isLetterOrDigit(c), "symbol characters");
    }

    private static void require(boolean asked, String password, IntPredicate sort, String name) {
        if (asked && password.chars().noneMatch(sort)) {
            throw refused("Password must have " + name);
        }
    }

    private static AwsException refused(String why) {
        return new AwsException("InvalidPasswordException", 400, "Password did not conform with policy: " + why);
    }
}

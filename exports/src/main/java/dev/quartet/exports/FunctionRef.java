package dev.quartet.exports;

/** A Lambda function and the alias that is invoked; both are metric dimensions. */
public record FunctionRef(String name, String alias) {
    public FunctionRef {
        Checks.text("name", name);
        Checks.text("alias", alias);
    }
}

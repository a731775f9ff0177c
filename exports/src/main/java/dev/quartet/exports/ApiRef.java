package dev.quartet.exports;

/** An API: {@code url} is its invoke URL without a trailing slash; {@code name} and {@code stage} are its metric dimensions. */
public record ApiRef(String url, String id, String name, String stage) {
    public ApiRef {
        Checks.url("url", url);
        Checks.text("id", id);
        Checks.text("name", name);
        Checks.text("stage", stage);
    }
}

package dev.quartet.exports;

/** An SQS queue; {@code name} is its metric dimension. */
public record QueueRef(String name, String url, String arn) {
    public QueueRef {
        Checks.text("name", name);
        Checks.url("url", url);
        Checks.arn("arn", arn);
    }
}

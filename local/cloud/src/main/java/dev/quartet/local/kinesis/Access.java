package dev.quartet.local.kinesis;

import dev.quartet.local.aws.WireValues;
import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Arn;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.Caller;
import tools.jackson.databind.JsonNode;

/** Finds the stream that a request is about, once IAM has let the caller in. Thread-safe. */
final class Access {
    private static final String RESOURCE = "stream/";

    private final Streams streams;
    private final Authorizer authorizer;

    Access(Streams streams, Authorizer authorizer) {
        this.streams = streams;
        this.authorizer = authorizer;
    }

    /** Asks IAM about an action that has no stream. */
    void require(Caller caller, String action) {
        authorizer.require(AccessRequest.of(caller, "kinesis:" + action, "*"));
    }

    /** Returns the stream of {@code StreamARN} or {@code StreamName}. */
    Stream stream(Caller caller, String action, JsonNode input) {
        return named(caller, action, name(input));
    }

    /** Returns the stream of that name. */
    Stream named(Caller caller, String action, String name) {
        requireNamed(caller, action, name);
        return streams.require(name);
    }

    /** Returns the stream of that ARN. */
    Stream of(Caller caller, String action, String arn) {
        return named(caller, action, nameOf(arn));
    }

    /** Returns the stream of that ARN without asking IAM. */
    Stream existing(String arn) {
        return streams.require(nameOf(arn));
    }

    /** Asks IAM about a stream that need not exist. */
    void requireNamed(Caller caller, String action, String name) {
        authorizer.require(
                AccessRequest.of(caller, "kinesis:" + action, streams.arn(name).toString()));
    }

    static String name(JsonNode input) {
        var arn = WireValues.text(input, "StreamARN");
        return arn.isPresent()
                ? nameOf(arn.get())
                : WireValues.text(input, "StreamName")
                        .orElseThrow(() -> Errors.invalid("Either StreamName or StreamARN should be provided."));
    }

    static String nameOf(String arn) {
        try {
            var resource = Arn.parse(arn).resource();
            if (resource.startsWith(RESOURCE)) {
                return resource.substring(RESOURCE.length());
            }
        } catch (IllegalArgumentException e) {
            throw Errors.validation("streamARN", arn, "Member must be an ARN");
        }
        throw Errors.validation("streamARN", arn, "Member must be the ARN of a stream");
    }
}

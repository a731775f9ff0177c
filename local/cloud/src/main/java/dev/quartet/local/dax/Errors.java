package dev.quartet.local.dax;

import dev.quartet.local.aws.JsonApi.Reply;
import dev.quartet.local.core.AwsException;
import tools.jackson.databind.json.JsonMapper;

/** Errors as the JSON protocol writes them. */
final class Errors {
    private Errors() {}

    static Reply reply(AwsException e) {
        return new Reply(
                e.status(),
                JsonMapper.shared().createObjectNode().put("__type", e.code()).put("message", e.getMessage()));
    }
}

package dev.quartet.local.ses;

import dev.quartet.local.core.AwsException;

/** SES's errors. */
final class SesErrors {
    private SesErrors() {}

    static AwsException badRequest(String message) {
        return new AwsException("BadRequestException", 400, message);
    }

    static AwsException notFound(String message) {
        return new AwsException("NotFoundException", 404, message);
    }

    static AwsException rejected(String message) {
        return new AwsException("MessageRejected", 400, message);
    }
}

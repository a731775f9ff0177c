package dev.quartet.local.sns;

import dev.quartet.local.core.AwsException;

/** SNS's errors. */
final class SnsErrors {
    private SnsErrors() {}

    static AwsException invalid(String what) {
        return new AwsException("InvalidParameter", 400, "Invalid parameter: " + what);
    }

    static AwsException notFound(String kind) {
        return new AwsException("NotFound", 404, kind + " does not exist");
    }
}

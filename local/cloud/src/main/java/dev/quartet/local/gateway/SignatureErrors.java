package dev.quartet.local.gateway;

import dev.quartet.local.aws.ErrorForm;
import dev.quartet.local.core.AwsException;

/**
 * What each family of services calls the same refusal. See <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">S3</a>, <a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CommonErrors.html">JSON services</a> and <a
 * href="https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html">query services</a>.
 */
record SignatureErrors(ErrorForm form) {
    private static final String MISMATCH =
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key"
                    + " and signing method.";

    AwsException unknownKey(String accessKeyId) {
        var hint = " (The local cloud issued no access key " + accessKeyId
                + ": source .quartet/local/aws.env of this run.)";
        return switch (form) {
            case S3 ->
                new AwsException(
                        "InvalidAccessKeyId",
                        403,
                        "The AWS Access Key Id you provided does not exist in our records." + hint);
            case QUERY ->
                new AwsException(
                        "InvalidClientTokenId", 403, "The security token included in the request is invalid." + hint);
            default ->
                new AwsException(
                        "UnrecognizedClientException",
                        403,
                        "The security token included in the request is invalid." + hint);
        };
    }

    AwsException invalidToken() {
        return switch (form) {
            case S3 -> new AwsException("InvalidToken", 400, "The provided token is malformed or otherwise invalid.");
            case QUERY ->
                new AwsException("InvalidClientTokenId", 403, "The security token included in the request is invalid.");
            default ->
                new AwsException(
                        "UnrecognizedClientException", 403, "The security token included in the request is invalid.");
        };
    }

    AwsException expiredToken() {
        return switch (form) {
            case S3 -> new AwsException("ExpiredToken", 400, "The provided token has expired.");
            case QUERY ->
                new AwsException("ExpiredToken", 403, "The security token included in the request is expired");
            default ->
                new AwsException("ExpiredTokenException", 403, "The security token included in the request is expired");
        };
    }

    AwsException mismatch() {
        return switch (form) {
            case S3, QUERY -> new AwsException("SignatureDoesNotMatch", 403, MISMATCH);
            default -> new AwsException("InvalidSignatureException", 403, MISMATCH);
        };
    }

    AwsException skewed(String date, String now) {
        return switch (form) {
            case S3 ->
                new AwsException(
                        "RequestTimeTooSkewed",
                        403,
                        "The difference between the request time and the current time is too large: " + date + ", "
                                + now);
            case QUERY ->
                new AwsException(
                        "SignatureDoesNotMatch",
                        403,
                        "Signature expired or not yet current: " + date + " is over 15 minutes from " + now);
            default ->
                new AwsException(
                        "InvalidSignatureException",
                        403,
                        "Signature expired or not yet current: " + date + " is over 15 minutes from " + now);
        };
    }

    AwsException presignedExpired() {
        return form == ErrorForm.S3
                ? new AwsException("AccessDenied", 403, "Request has expired")
                : new AwsException(
                        form == ErrorForm.QUERY ? "SignatureDoesNotMatch" : "InvalidSignatureException",
                        403,
                        "Signature expired");
    }

    AwsException malformed(String message) {
        return switch (form) {
            case S3 -> new AwsException("AuthorizationHeaderMalformed", 400, message);
            case QUERY -> new AwsException("IncompleteSignature", 400, message);
            default -> new AwsException("IncompleteSignatureException", 400, message);
        };
    }

    AwsException unsignedHeader(String header) {
        return form == ErrorForm.S3
                ? new AwsException(
                        "AccessDenied",
                        403,
                        "There were headers present in the request which were not signed: " + header)
                : new AwsException(
                        form == ErrorForm.QUERY ? "SignatureDoesNotMatch" : "InvalidSignatureException",
                        403,
                        "'" + header + "' must be a 'SignedHeader' in the AWS Authorization.");
    }

    AwsException bodyMismatch() {
        return form == ErrorForm.S3
                ? new AwsException(
                        "XAmzContentSHA256Mismatch",
                        400,
                        "The provided 'x-amz-content-sha256' header does not match what was computed.")
                : mismatch();
    }

    /** Signature Version 2, which S3 refuses for newer buckets. */
    AwsException outdated() {
        return new AwsException(
                "InvalidRequest",
                400,
                "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256."
                        + " (For presigned URLs by version 1 of the aws command line:"
                        + " aws configure set default.s3.signature_version s3v4)");
    }

    AwsException missingToken() {
        return switch (form) {
            case S3 -> new AwsException("AccessDenied", 403, "Access Denied");
            case QUERY ->
                new AwsException("MissingAuthenticationToken", 403, "Request is missing Authentication Token");
            default ->
                new AwsException("MissingAuthenticationTokenException", 403, "Request is missing Authentication Token");
        };
    }

    AwsException bodyTooLarge(int limit) {
        return new AwsException("RequestEntityTooLargeException", 413, "The request body is over " + limit + " bytes");
    }
}

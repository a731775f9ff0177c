package dev.quartet.dashboard.cloudwatch;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Why a read brought nothing, or not everything; {@code detail} is AWS's own words. */
public record ReadFailure(Kind kind, String detail) {
    /** What a viewer must know to judge it. */
    public enum Kind {
        THROTTLED,
        DENIED,
        TIMED_OUT,
        INCOMPLETE,
        FAILED
    }

    private static final Set<String> THROTTLED = Set.of(
            "Throttling",
            "ThrottlingException",
            "ThrottledException",
            "TooManyRequestsException",
            "RequestLimitExceeded",
            "LimitExceeded",
            "LimitExceededException");
    private static final Set<String> DENIED = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "UnauthorizedOperation",
            "NotAuthorized",
            "UnrecognizedClientException",
            "InvalidClientTokenId",
            "ExpiredToken",
            "ExpiredTokenException",
            "SignatureDoesNotMatch");

    public ReadFailure {
        requireNonNull(kind, "kind is null");
        requireNonNull(detail, "detail is null");
    }

    /** Tells the SDK's exceptions apart; error codes as in CloudWatch's "Common Errors". */
    public static ReadFailure of(SdkException exception) {
        String message = exception.getMessage() == null ? exception.getClass().getSimpleName() : exception.getMessage();
        if (exception instanceof ApiCallTimeoutException || exception instanceof ApiCallAttemptTimeoutException) {
            return new ReadFailure(Kind.TIMED_OUT, message);
        }
        if (exception instanceof AwsServiceException service) {
            AwsErrorDetails details = service.awsErrorDetails();
            String code = details == null || details.errorCode() == null ? "" : details.errorCode();
            String text = details == null || details.errorMessage() == null ? message : details.errorMessage();
            String said = code.isEmpty() ? text : "%s: %s".formatted(code, text);
            if (THROTTLED.contains(code) || service.statusCode() == 429) {
                return new ReadFailure(Kind.THROTTLED, said);
            }
            if (DENIED.contains(code) || service.statusCode() == 403) {
                return new ReadFailure(Kind.DENIED, said);
            }
            return new ReadFailure(Kind.FAILED, said);
        }
        return message.toLowerCase(Locale.ROOT).contains("timed out")
                ? new ReadFailure(Kind.TIMED_OUT, message)
                : new ReadFailure(Kind.FAILED, message);
    }
}

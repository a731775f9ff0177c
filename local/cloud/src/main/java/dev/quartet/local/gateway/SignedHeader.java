package dev.quartet.local.gateway;

import dev.quartet.local.http.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request says about its own signature, unchecked.
 *
 * @param date as signed, {@code 20260131T120000Z}
 * @param scopeDate {@code 20260131}
 * @param validFor of a presigned request
 */
record SignedHeader(
        String accessKeyId,
        String scopeDate,
        String region,
        String service,
        String date,
        Instant instant,
        List<String> signedHeaders,
        String signature,
        Optional<String> sessionToken,
        Optional<Duration> validFor) {
    private static final DateTimeFormatter BASIC = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

    /** Returns what {@code exchange} says, empty when it is unsigned; throws {@link MalformedSignatureException}. */
    static Optional<SignedHeader> of(HttpExchange exchange) throws MalformedSignatureException {
        var authorization = exchange.header("Authorization").filter(a -> a.startsWith("AWS"));
        var query = queryParameters(exchange.rawQuery());
        if (authorization.isPresent()) {
            if (query.containsKey("X-Amz-Signature")) {
                throw new MalformedSignatureException("Only one authentication mechanism is allowed");
            }
            return Optional.of(ofAuthorization(exchange, authorization.get()));
        }
        return query.containsKey("X-Amz-Signature") ? Optional.of(ofQuery(query)) : Optional.empty();
    }

    /** Returns if {@code exchange} bears a Signature Version 2, in the header or presigned. */
    static boolean outdated(HttpExchange exchange) {
        var query = "&" + exchange.rawQuery();
        return exchange.header("Authorization")
                        .filter(a -> a.startsWith("AWS "))
                        .isPresent()
                || (query.contains("&AWSAccessKeyId=") && query.contains("&Signature="));
    }

    /** Returns {@code date/region/service/aws4_request}. */
    String scope() {
        return String.join("/", scopeDate, region, service, "aws4_request");
    }

    /** Returns the service of a credential scope in {@code exchange}, even when the rest is malformed; else empty. */
    static Optional<String> serviceHint(HttpExchange exchange) {
        var credential = exchange.header("Authorization")
                .map(a -> between(a, "Credential=", ","))
                .orElseGet(() -> queryParameters(exchange.rawQuery()).getOrDefault("X-Amz-Credential", ""));
        var parts = credential.split("/");
        return parts.length == 5 ? Optional.of(parts[3]) : Optional.empty();
    }

    private static SignedHeader ofAuthorization(HttpExchange exchange, String authorization)
            throws MalformedSignatureException {
        var space = authorization.indexOf(' ');
        algorithm(space < 0 ? authorization : authorization.substring(0, space));
        var parts = new HashMap<String, String>();
        for (var part : authorization.substring(space + 1).split(",")) {
            var equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(
                        part.substring(0, equals).strip(),
                        part.substring(equals + 1).strip());
            }
        }
        return parse(
                parts.get("Credential"),
                exchange.header("X-Amz-Date").orElse(null),
                parts.get("SignedHeaders"),
                parts.get("Signature"),
                exchange.header("X-Amz-Security-Token"),
                Optional.empty());
    }

    private static SignedHeader ofQuery(Map<String, String> query) throws MalformedSignatureException {
        algorithm(query.getOrDefault("X-Amz-Algorithm", ""));
        Duration validFor;
        try {
            validFor = Duration.ofSeconds(Long.parseLong(query.getOrDefault("X-Amz-Expires", "")));
        } catch (NumberFormatException e) {
            throw new MalformedSignatureException("X-Amz-Expires should be a number");
        }
        return parse(
                query.get("X-Amz-Credential"),
                query.get("X-Amz-Date"),
                query.get("X-Amz-SignedHeaders"),
                query.get("X-Amz-Signature"),
                Optional.ofNullable(query.get("X-Amz-Security-Token")),
                Optional.of(validFor));
    }

    private static SignedHeader parse(
            @Nullable String credential,
            @Nullable String date,
            @Nullable String headers,
            @Nullable String signature,
            Optional<String> token,
            Optional<Duration> validFor)
            throws MalformedSignatureException {
        if (credential == null || headers == null || signature == null) {
            throw new MalformedSignatureException(
                    "Authorization requires 'Credential', 'SignedHeaders' and 'Signature'.");
        }
        if (date == null) {
            throw new MalformedSignatureException("Authorization requires 'X-Amz-Date'.");
        }
        var scope = credential.split("/");
        if (scope.length != 5 || !scope[4].equals("aws4_request")) {
            throw new MalformedSignatureException(
                    "Credential must have the form KEY/date/region/service/aws4_request, not '" + credential + "'");
        }
        Instant instant;
        try {
            instant = LocalDateTime.parse(date, BASIC).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new MalformedSignatureException("Date must be in ISO-8601 'basic format'. Got '" + date + "'.");
        }
        if (!date.startsWith(scope[1])) {
            throw new MalformedSignatureException(
                    "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date" + " from HTTP: '"
                            + scope[1] + "' != '" + date + "'.");
        }
        return new SignedHeader(
                scope[0],
                scope[1],
                scope[2],
                scope[3],
                date,
                instant,
                List.of(headers.split(";")),
                signature,
                token,
                validFor);
    }

    private static void algorithm(String name) throws MalformedSignatureException {
        if (!name.equals(dev.quartet.local.aws.SigV4.ALGORITHM)) {
            throw new MalformedSignatureException("Unsupported AWS 'algorithm': '" + name + "'.");
        }
    }

    private static Map<String, String> queryParameters(@Nullable String rawQuery) {
        if (rawQuery == null || !rawQuery.contains("X-Amz-")) {
            return Map.of();
        }
        var result = new HashMap<String, String>();
        Arrays.stream(rawQuery.split("&")).filter(p -> p.startsWith("X-Amz-")).forEach(pair -> {
            var equals = pair.indexOf('=');
            if (equals > 0) {
                result.put(
                        pair.substring(0, equals),
                        new String(PercentEncoding.decode(pair.substring(equals + 1), true), StandardCharsets.UTF_8));
            }
        });
        return result;
    }

    private static String between(String text, String start, String end) {
        var from = text.indexOf(start);
        if (from < 0) {
            return "";
        }
        var to = text.indexOf(end, from);
        return text.substring(from + start.length(), to < 0 ? text.length() : to)
                .strip();
    }
}

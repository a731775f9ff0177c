package dev.quartet.local.gateway;

import dev.quartet.local.aws.ErrorForm;
import dev.quartet.local.http.HttpExchange;

/** Guesses how a client expects errors, before any service has seen its request. */
final class Dialect {
    private Dialect() {}

    static ErrorForm of(HttpExchange exchange, String service) {
        if (service.equals("s3")) {
            return ErrorForm.S3;
        }
        if (exchange.header("smithy-protocol").isPresent()) {
            return ErrorForm.CBOR;
        }
        if (exchange.header("Content-Type")
                .filter(t -> t.startsWith("application/x-amz-cbor"))
                .isPresent()) {
            return ErrorForm.AWS_CBOR;
        }
        if (exchange.header("X-Amz-Target").isPresent()) {
            return ErrorForm.JSON;
        }
        var query = exchange.rawQuery();
        if (exchange.header("Content-Type")
                        .filter(t -> t.startsWith("application/x-www-form-urlencoded"))
                        .isPresent()
                || (query != null && query.contains("Action="))) {
            return ErrorForm.QUERY;
        }
        return service.isEmpty() ? ErrorForm.S3 : ErrorForm.REST_JSON;
    }
}

package dev.quartet.functions.common;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a request was refused, as RFC 9457 (application/problem+json) says it.
 *
 * @param status  HTTP status, 400 to 599
 * @param title   the same for every problem of its kind
 * @param detail  what was wrong with this request and what is allowed, for the caller to read
 * @param errors  the fields that are wrong; may be empty
 * @param headers response headers that the status calls for, such as Allow
 */
public record Problem(int status, String title, String detail, List<FieldError> errors, Map<String, String> headers) {
    public Problem {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("status is " + status + "; allowed is 400 to 599");
        }
        errors = List.copyOf(errors);
        headers = Map.copyOf(headers);
    }

    public static Problem of(int status, String title, String detail) {
        return new Problem(status, title, detail, List.of(), Map.of());
    }

    public Problem withErrors(List<FieldError> more) {
        return new Problem(status, title, detail, more, headers);
    }

    public Problem withHeader(String name, String value) {
        return new Problem(status, title, detail, errors, Map.of(name, value));
    }

    public ProblemException exception() {
        return new ProblemException(this);
    }

    ProxyResponse response() {
        Map<String, Object> body = new LinkedHashMap<>();
        // No page describes the kinds of problem further than their title does (RFC 9457, 4.2.1).
        body.put("type", "about:blank");
        body.put("title", title);
        body.put("status", status);
        body.put("detail", detail);
        if (!errors.isEmpty()) {
            List<Map<String, Object>> list = new ArrayList<>();
            for (FieldError error : errors) {
                list.add(error.json());
            }
            body.put("errors", list);
        }
        ProxyResponse response = ProxyResponse.of(status, "application/problem+json", body);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            response = response.with(header.getKey(), header.getValue());
        }
        return response;
    }
}

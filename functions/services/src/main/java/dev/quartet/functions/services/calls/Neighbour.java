package dev.quartet.functions.services.calls;

import dev.quartet.functions.common.Correlation;
import dev.quartet.functions.common.Json;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Another service's API. Paths and what stands in them must need no percent-encoding. */
public final class Neighbour {
    private final String name;
    private final String url;
    private final boolean signed;
    private final Calls calls;

    /**
     * @param name   of the service, for logs
     * @param url    base URL, without a slash at its end
     * @param signed whether its methods ask for IAM
     */
    public Neighbour(String name, String url, boolean signed, Calls calls) {
        this.name = name;
        this.url = url;
        this.signed = signed;
        this.calls = calls;
    }

    /** @throws UnavailableException if the service could not be had by the deadline */
    public Reply get(String path, String correlationId, Deadline deadline) throws UnavailableException {
        return calls.send(name, request(SdkHttpMethod.GET, path, correlationId).build(), new byte[0], signed, deadline);
    }

    /** @throws UnavailableException if the service could not be had by the deadline */
    public Reply delete(String path, String correlationId, Deadline deadline) throws UnavailableException {
        return calls.send(
                name, request(SdkHttpMethod.DELETE, path, correlationId).build(), new byte[0], signed, deadline);
    }

    /**
     * A POST that is harmless if it is done twice.
     *
     * @param headers beside those of every call, such as Idempotency-Key
     * @throws UnavailableException if the service could not be had by the deadline
     */
    public Reply post(
            String path, Map<String, ?> json, Map<String, String> headers, String correlationId, Deadline deadline)
            throws UnavailableException {
        byte[] body = Json.bytes(json);
        SdkHttpRequest.Builder request = request(SdkHttpMethod.POST, path, correlationId)
                .putHeader("Content-Type", "application/json")
                .putHeader("Content-Length", String.valueOf(body.length));
        headers.forEach(request::putHeader);
        return calls.send(name, request.build(), body, signed, deadline);
    }

    private SdkHttpRequest.Builder request(SdkHttpMethod method, String path, String correlationId) {
        return SdkHttpRequest.builder()
                .method(method)
                .uri(URI.create(url + path))
                .putHeader("Accept", "application/json")
                .putHeader(Correlation.HEADER, correlationId);
    }
}

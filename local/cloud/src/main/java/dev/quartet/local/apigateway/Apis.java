package dev.quartet.local.apigateway;

import dev.quartet.local.core.ProvisionException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** All REST APIs and the account's settings. Thread-safe. */
final class Apis {
    private final Map<String, RestApi> byId = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable String> loggingRole = new AtomicReference<>();

    void add(RestApi api) {
        byId.put(api.id(), api);
    }

    Optional<RestApi> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Returns the API of {@code id}; {@code owner} names who asks in an error. */
    RestApi get(String owner, String id) {
        var api = byId.get(id);
        if (api == null) {
            throw new ProvisionException(
                    "%s: NotFoundException: Invalid API identifier specified: %s".formatted(owner, id));
        }
        return api;
    }

    void loggingRole(String arn) {
        loggingRole.set(arn);
    }

    /** Throws as AWS does when logs are asked for and the account has no role to write them with. */
    void requireLoggingRole(String owner) {
        if (loggingRole.get() == null) {
            throw new ProvisionException(
                    "%s: BadRequestException: CloudWatch Logs role ARN must be set in account settings to enable logging"
                                    .formatted(owner)
                            + " (aws:apigateway/account:Account, and a dependsOn to it)");
        }
    }
}

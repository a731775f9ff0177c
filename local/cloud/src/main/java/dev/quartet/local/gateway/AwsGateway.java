package dev.quartet.local.gateway;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.AwsService;
import dev.quartet.local.aws.ErrorForm;
import dev.quartet.local.aws.RequestAuthenticator;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.http.HttpExchange;
import dev.quartet.local.http.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The AWS API's one address: checks host and signature, then hands the request to the service it is for. Thread-safe. */
public final class AwsGateway implements HttpHandler, AutoCloseable {
    /** How long a call that cannot get through is kept waiting; most clients give up earlier. */
    public static final Duration BLOCKED_FOR = Duration.ofSeconds(60);

    private static final Logger log = LoggerFactory.getLogger(AwsGateway.class);
    private static final String MANAGEMENT = "/_quartet/";

    private final RequestAuthenticator authenticator;
    private final Reachability reachability;
    private final BlockedCalls blockedCalls;
    private final Duration blockedFor;
    private final Map<String, AwsService> bySigningName = new ConcurrentHashMap<>();
    private final Map<String, HttpHandler> management = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Creates it without services. */
    public AwsGateway(
            RequestAuthenticator authenticator,
            Reachability reachability,
            BlockedCalls blockedCalls,
            Duration blockedFor) {
        this.authenticator = authenticator;
        this.reachability = reachability;
        this.blockedCalls = blockedCalls;
        this.blockedFor = blockedFor;
    }

    /** Adds a service; throws {@link IllegalStateException} when one of its signing names is taken. */
    public AwsGateway add(AwsService service) {
        for (var name : service.signingNames()) {
            if (bySigningName.putIfAbsent(name, service) != null) {
                throw new IllegalStateException("two services sign as " + name);
            }
        }
        return this;
    }

    /** Adds what answers {@code /_quartet/name} and all below it. Unsigned: must hold nothing secret. */
    public AwsGateway management(String name, HttpHandler handler) {
        if (management.putIfAbsent(name, handler) != null) {
            throw new IllegalStateException("two handlers for " + MANAGEMENT + name);
        }
        return this;
    }

    @Override
    public void handle(HttpExchange exchange) throws Exception {
        var host = exchange.header("Host").orElse("");
        if (!LoopbackHosts.allowed(host)) {
            plain(exchange, 403, "The local cloud answers as localhost and 127.0.0.1 only, not as '" + host + "'.");
        } else if (exchange.rawPath().startsWith(MANAGEMENT)) {
            manage(exchange);
        } else {
            serve(exchange);
        }
    }

    /** Lets go of calls that are being kept waiting. */
    @Override
    public void close() {
        closed.countDown();
    }

    private void serve(HttpExchange exchange) throws Exception {
        var form = ErrorForm.S3;
        var requestId = RequestIds.next();
        try {
            form = Dialect.of(exchange, SignedHeader.serviceHint(exchange).orElse(""));
            var request = authenticator.authenticate(exchange);
            requestId = request.requestId();
            var service = request.service().isEmpty() ? unsigned(exchange, form) : signed(request.service());
            if (!heldBack(request)) {
                service.handle(request.service().isEmpty() ? named(request, service) : request);
            }
        } catch (AwsException e) {
            if (exchange.responded()) {
                throw e; // too late to say it: the connection is cut
            }
            form.respond(exchange, e, requestId);
        }
    }

    private AwsService signed(String signingName) {
        var service = bySigningName.get(signingName);
        if (service == null) {
            throw new AwsException(
                    "UnknownOperationException",
                    501,
                    "The local cloud has no service with the signing name " + signingName);
        }
        return service;
    }

    private AwsService unsigned(HttpExchange exchange, ErrorForm form) {
        var target = exchange.header("X-Amz-Target");
        if (target.isPresent()) {
            return find(service -> service.targetPrefixes().stream().anyMatch(target.get()::startsWith))
                    .orElseThrow(() -> new SignatureErrors(form).missingToken());
        }
        return find(service -> service.answersUnsigned(exchange.method(), exchange.rawPath()))
                .or(() -> form == ErrorForm.S3 ? Optional.ofNullable(bySigningName.get("s3")) : Optional.empty())
                .orElseThrow(() -> new SignatureErrors(form).missingToken());
    }

    private Optional<AwsService> find(java.util.function.Predicate<AwsService> predicate) {
        return bySigningName.values().stream().filter(predicate).findFirst();
    }

    private static AwsRequest named(AwsRequest request, AwsService service) {
        return new AwsRequest(
                request.exchange(),
                request.caller(),
                service.signingNames().stream().sorted().findFirst().orElse(""),
                request.region(),
                request.requestId(),
                request.chunks());
    }

    /** Keeps a call waiting that the VPC does not let through: as on AWS, nobody answers. */
    private boolean heldBack(AwsRequest request) throws InterruptedException {
        var placement = request.caller().placement();
        if (placement.isEmpty()) {
            return false;
        }
        var reason = reachability.blockedToService(placement.get(), request.service());
        if (reason.isEmpty()) {
            return false;
        }
        blockedCalls.blocked(placement.get(), request.service(), reason.get());
        if (closed.await(blockedFor.toMillis(), TimeUnit.MILLISECONDS)) {
            log.debug("a blocked call ends with the gateway");
        }
        request.exchange().abort();
        return true;
    }

    private void manage(HttpExchange exchange) throws Exception {
        var origin = exchange.header("Origin");
        if (origin.isPresent() && !LoopbackHosts.allowedOrigin(origin.get())) {
            plain(exchange, 403, "Pages of other origins have no access.");
            return;
        }
        var name = exchange.rawPath().substring(MANAGEMENT.length()).split("/", 2)[0];
        var handler = management.get(name);
        if (handler == null) {
            plain(exchange, 404, "There is no " + MANAGEMENT + name + ".");
        } else {
            handler.handle(exchange);
        }
    }

    private static void plain(HttpExchange exchange, int status, String text) throws IOException {
        exchange.respond(
                status,
                Map.of("Content-Type", "text/plain; charset=utf-8"),
                (text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}

package dev.quartet.infra.services;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.quartet.exports.ApiRef;
import dev.quartet.exports.FunctionRef;
import dev.quartet.exports.ServiceExports;
import dev.quartet.infra.balancer.FunctionBalancer;
import dev.quartet.infra.config.Domain;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.dns.ApiName;
import dev.quartet.infra.http.Backend;
import dev.quartet.infra.http.FunctionBackend;
import dev.quartet.infra.http.HttpApi;
import dev.quartet.infra.http.HttpRoute;
import dev.quartet.infra.http.LinkBackend;
import dev.quartet.infra.lambda.JavaFunction;
import dev.quartet.infra.policy.Statement;
import dev.quartet.infra.queue.PrivateQueue;
import dev.quartet.infra.rest.RegionalRestApi;
import dev.quartet.infra.rest.RestApiSpec;
import dev.quartet.infra.rest.Route;
import dev.quartet.infra.table.StackTable;
import dev.quartet.infra.table.TableShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One microservice: a table, functions, and a front door of the shape it needs, all named after it; with a domain
 * configured, also a certificate and a DNS name. Each part brings its role, log group, alias (with its canary) and alarms.
 */
final class Microservice extends ComponentResource {
    private final ServiceKit kit;
    private final String name;
    private final String description;
    private final List<Output<FunctionRef>> functions = new ArrayList<>();
    private Optional<StackTable> table = Optional.empty();
    private Optional<Door> door = Optional.empty();
    private Optional<FunctionBalancer> balancer = Optional.empty();

    /** What callers call: the API, where it answers, and its own name's URL, if it has one. */
    private record Door(Output<ApiRef> ref, Output<String> url, Optional<Output<String>> ownUrl) {}

    Microservice(ServiceKit kit, String name, String description) {
        super("quartet:services:Microservice", name, Scope.component(kit.parent()));
        this.kit = kit;
        this.name = name;
        this.description = description;
    }

    /** Makes the service's table. */
    StackTable table(TableShape shape) {
        StackTable made = new StackTable(kit.scope(), this, name, shape, kit.alarms());
        table = Optional.of(made);
        return made;
    }

    /** Starts a function {@code <service>-<part>}, whose handler stands in the service's package. */
    ServiceFunction function(String part, String handler, String does) {
        return new ServiceFunction(kit, this, name, part, handler, does);
    }

    /** Takes part in the exports, in the order in which functions are made. */
    void add(JavaFunction function) {
        functions.add(function.ref());
    }

    /** Puts an HTTP API in front of a function. */
    HttpApi httpApi(JavaFunction function, HttpRoute... routes) {
        return httpApi(new FunctionBackend(function), routes);
    }

    /** Puts an HTTP API in front of an internal load balancer in front of a function. */
    HttpApi balancedApi(JavaFunction function, HttpRoute... routes) {
        FunctionBalancer made = new FunctionBalancer(kit.scope(), this, name, kit.network(), function, kit.alarms());
        made.admit(kit.link().group());
        balancer = Optional.of(made);
        return httpApi(new LinkBackend(kit.link(), made.listenerArn()), routes);
    }

    private HttpApi httpApi(Backend backend, HttpRoute... routes) {
        HttpApi api = new HttpApi(kit.scope(), this, name, description, List.of(routes), backend, kit.alarms());
        Optional<Output<String>> own =
                domain().map(domain -> ApiName.ofHttp(kit.scope(), this, name, domain, api.id(), api.stageName()));
        door = Optional.of(new Door(api.ref(), api.url(), own));
        return api;
    }

    /** Puts a REST API in front of a function. */
    void restApi(JavaFunction function, Route... routes) {
        RegionalRestApi api = new RegionalRestApi(
                kit.scope(),
                this,
                new RestApiSpec(name, description, false, false, List.of(routes)),
                Optional.empty(),
                function,
                kit.accountLogging(),
                kit.alarms());
        Output<String> id = api.ref().applyValue(ApiRef::id);
        Output<String> stage = api.ref().applyValue(ApiRef::stage);
        Optional<Output<String>> own =
                domain().map(domain -> ApiName.ofRest(kit.scope(), this, name, domain, id, stage));
        door = Optional.of(new Door(api.ref(), api.ref().applyValue(ApiRef::url), own));
    }

    private Optional<Domain> domain() {
        return kit.scope().settings().services().orElseThrow().domain().map(domain -> domain.sub(name));
    }

    /** Makes a queue that a function of the service works on, and the dead letters of what it fails on five times. */
    WorkQueue queue(int timeoutSeconds, List<Statement> senders, List<Statement> deadLetterSenders) {
        return WorkQueue.create(kit, this, name, timeoutSeconds, senders, deadLetterSenders);
    }

    /** Makes a queue {@code <service>-<part>} that messages end in. */
    PrivateQueue last(String part, String meaning) {
        return PrivateQueue.last(kit.scope(), this, name + "-" + part, List.of(), kit.alarms(), meaning);
    }

    /** Returns where the service answers, without a slash at the end. */
    Output<String> url() {
        return door().url();
    }

    Output<List<FunctionRef>> functionRefs() {
        return Output.all(functions);
    }

    /** Returns what the exports say of this service, which has a table and a front door. */
    Output<ServiceExports> exports() {
        registerOutputs(Map.of("url", url()));
        Output<Optional<String>> own = absentOr(door().ownUrl());
        Output<Optional<String>> loadBalancer = absentOr(balancer.map(FunctionBalancer::arnSuffix));
        Output<Optional<String>> targets = absentOr(balancer.map(FunctionBalancer::targetsArnSuffix));
        return Output.tuple(door().ref(), own, table.orElseThrow().ref(), loadBalancer, targets, functionRefs())
                .applyValue(t ->
                        new ServiceExports(t.t1, t.t2.orElse(null), t.t3, t.t4.orElse(null), t.t5.orElse(null), t.t6));
    }

    private static Output<Optional<String>> absentOr(Optional<Output<String>> value) {
        return value.map(output -> output.applyValue(Optional::of)).orElseGet(() -> Output.of(Optional.empty()));
    }

    private Door door() {
        return door.orElseThrow(() -> new IllegalStateException("The service " + name + " has no front door"));
    }
}

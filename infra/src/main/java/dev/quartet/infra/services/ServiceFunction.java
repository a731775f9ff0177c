package dev.quartet.infra.services;

import com.pulumi.core.Output;
import dev.quartet.infra.lambda.FunctionSpec;
import dev.quartet.infra.lambda.JavaFunction;
import dev.quartet.infra.policy.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A function of a service before it is made. None is in the VPC: there is no way out of it to the other services. */
final class ServiceFunction {
    /** The services' functions, from the folder of Pulumi.yaml. */
    static final String ZIP = "functions/services/target/services.zip";

    private static final String HANDLERS = "dev.quartet.functions.services.";

    private final ServiceKit kit;
    private final Microservice service;
    private final String name;
    private final String handler;
    private final String description;
    private final Map<String, Output<String>> environment = new LinkedHashMap<>();
    private final List<Statement> statements = new ArrayList<>();
    private int memoryMb = 512;
    private int timeoutSeconds = 10;

    ServiceFunction(
            ServiceKit kit, Microservice service, String serviceName, String part, String handler, String description) {
        this.kit = kit;
        this.service = service;
        this.name = serviceName + "-" + part;
        this.handler = HANDLERS + serviceName + "." + handler + "::handleRequest";
        this.description = description;
    }

    /** Gives it memory, in MB, and with it processor time. */
    ServiceFunction memory(int megabytes) {
        memoryMb = megabytes;
        return this;
    }

    /** Gives it so many seconds for an invocation. */
    ServiceFunction timeout(int seconds) {
        timeoutSeconds = seconds;
        return this;
    }

    /** Sets an environment variable. */
    ServiceFunction with(String variable, Output<String> value) {
        environment.put(variable, value);
        return this;
    }

    /** Sets an environment variable. */
    ServiceFunction with(String variable, String value) {
        return with(variable, Output.of(value));
    }

    /** Lets it do what these statements allow. */
    ServiceFunction may(Statement... allowed) {
        return may(List.of(allowed));
    }

    /** Lets it do what these statements allow. */
    ServiceFunction may(List<Statement> allowed) {
        statements.addAll(allowed);
        return this;
    }

    /** Returns the name within the stack. */
    String name() {
        return name;
    }

    /** Makes it. */
    JavaFunction create() {
        JavaFunction function = new JavaFunction(
                kit.scope(),
                service,
                new FunctionSpec(
                        name,
                        description,
                        ZIP,
                        handler,
                        memoryMb,
                        timeoutSeconds,
                        environment,
                        statements,
                        Optional.empty(),
                        List.of()),
                kit.alarms());
        service.add(function);
        return function;
    }
}

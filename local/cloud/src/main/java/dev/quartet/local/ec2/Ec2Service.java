package dev.quartet.local.ec2;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.AwsService;
import dev.quartet.local.aws.QueryForm;
import dev.quartet.local.aws.XmlWriter;
import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Instances.State;
import dev.quartet.local.http.BodyTooLargeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** EC2's API as far as instances go: {@code aws ec2 describe-instances}, terminate-instances, get-console-output. Thread-safe. */
final class Ec2Service implements AwsService {
    private static final int MAX_BODY = 1024 * 1024;
    private static final int MOST_VALUES = 200;

    private final CloudContext context;
    private final Fleet fleet;
    private final LaunchTemplates templates;
    private final Authorizer authorizer;

    Ec2Service(CloudContext context, Fleet fleet, LaunchTemplates templates, Authorizer authorizer) {
        this.context = requireNonNull(context, "context is null");
        this.fleet = requireNonNull(fleet, "fleet is null");
        this.templates = requireNonNull(templates, "templates is null");
        this.authorizer = requireNonNull(authorizer, "authorizer is null");
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("ec2");
    }

    @Override
    public void handle(AwsRequest request) throws IOException {
        try {
            var parameters = parameters(request);
            var action = parameters.getOrDefault("Action", "");
            switch (action) {
                case "DescribeInstances" -> describe(request, parameters);
                case "TerminateInstances" -> terminate(request, parameters);
                case "GetConsoleOutput" -> console(request, parameters);
                case "DescribeLaunchTemplates" -> launchTemplates(request, parameters);
                default ->
                    throw new AwsException(
                            "InvalidAction",
                            400,
                            "The action %s is not one of the local cloud's: DescribeInstances, TerminateInstances, GetConsoleOutput, DescribeLaunchTemplates"
                                    .formatted(action));
            }
        } catch (AwsException e) {
            Ec2Xml.respond(request, e);
        }
    }

    private void describe(AwsRequest request, Map<String, String> parameters) throws IOException {
        require(request, "DescribeInstances", "*");
        var ids = values(parameters, "InstanceId");
        ids.forEach(this::instance);
        var filters = InstanceFilters.read(parameters);
        var found = fleet.all().stream()
                .filter(instance -> ids.isEmpty() || ids.contains(instance.id()))
                .filter(filters::match)
                .toList();
        Ec2Xml.respond(
                request,
                "DescribeInstances",
                xml -> Ec2Xml.list(xml, "reservationSet", found, instance -> {
                    xml.element("reservationId", "r-" + instance.id().substring(2))
                            .element("ownerId", context.accountId());
                    Ec2Xml.list(xml, "instancesSet", List.of(instance), one -> write(xml, one));
                }));
    }

    private void terminate(AwsRequest request, Map<String, String> parameters) throws IOException {
        var instances =
                values(parameters, "InstanceId").stream().map(this::instance).toList();
        if (instances.isEmpty()) {
            throw new AwsException("MissingParameter", 400, "The request must contain the parameter InstanceId");
        }
        instances.forEach(instance -> require(request, "TerminateInstances", arn(instance)));
        Ec2Xml.respond(
                request,
                "TerminateInstances",
                xml -> Ec2Xml.list(xml, "instancesSet", instances, instance -> {
                    var before = instance.state();
                    fleet.terminate(instance, "Client.UserInitiatedShutdown: User initiated shutdown");
                    xml.element("instanceId", instance.id());
                    state(xml, "currentState", instance.state());
                    state(xml, "previousState", before);
                }));
    }

    private void console(AwsRequest request, Map<String, String> parameters) throws IOException {
        var instance = instance(parameters.getOrDefault("InstanceId", ""));
        require(request, "GetConsoleOutput", arn(instance));
        var text = instance.console().text().getBytes(StandardCharsets.UTF_8);
        Ec2Xml.respond(request, "GetConsoleOutput", xml -> xml.element("instanceId", instance.id())
                .element("timestamp", instance.console().changed().toString())
                .element("output", Base64.getEncoder().encodeToString(text)));
    }

    private void launchTemplates(AwsRequest request, Map<String, String> parameters) throws IOException {
        require(request, "DescribeLaunchTemplates", "*");
        var wanted = values(parameters, "LaunchTemplateName").stream()
                .map(name -> templates
                        .find(name)
                        .orElseThrow(() -> new AwsException(
                                "InvalidLaunchTemplateName.NotFoundException",
                                400,
                                "At least one of the launch templates specified in the request does not exist.")))
                .toList();
        var found = wanted.isEmpty() ? templates.all() : wanted;
        Ec2Xml.respond(
                request,
                "DescribeLaunchTemplates",
                xml -> Ec2Xml.list(xml, "launchTemplates", found, one -> xml.element("launchTemplateId", one.id())
                        .element("launchTemplateName", one.name())
                        .element("defaultVersionNumber", Integer.toString(one.defaultVersion()))
                        .element("latestVersionNumber", Integer.toString(one.latestVersion()))));
    }

    private static void write(XmlWriter xml, Ec2Instance instance) {
        var seen = instance.seen();
        xml.element("instanceId", seen.id())
                .element("imageId", instance.version().imageId())
                .element("instanceType", seen.template().instanceType())
                .element("launchTime", seen.launched().toString())
                .element(
                        "architecture",
                        InstanceTypes.architecture(seen.template().instanceType()));
        state(xml, "instanceState", seen.state());
        if (!seen.reason().isEmpty()) {
            var code = seen.reason().split(":", 2)[0];
            xml.open("stateReason")
                    .element("code", code.matches("(Server|Client)\\.\\w+") ? code : "Server.InternalError")
                    .element("message", seen.reason())
                    .close("stateReason");
        }
        xml.open("placement").element("availabilityZone", seen.zone()).close("placement");
        xml.open("monitoring")
                .element("state", instance.version().detailed() ? "enabled" : "disabled")
                .close("monitoring");
        xml.element("subnetId", seen.placement().subnetIds().getFirst())
                .element("privateIpAddress", seen.address().getHostString());
        Ec2Xml.list(xml, "groupSet", seen.placement().securityGroupIds(), group -> xml.element("groupId", group));
        Ec2Xml.list(xml, "tagSet", instance.tags().entrySet(), tag -> xml.element("key", tag.getKey())
                .element("value", tag.getValue()));
    }

    private static void state(XmlWriter xml, String name, State state) {
        xml.open(name)
                .element("code", Integer.toString(state.code()))
                .element("name", state.word())
                .close(name);
    }

    private Ec2Instance instance(String id) {
        return fleet.find(id)
                .orElseThrow(() -> new AwsException(
                        "InvalidInstanceID.NotFound", 400, "The instance ID '%s' does not exist".formatted(id)));
    }

    private String arn(Ec2Instance instance) {
        return context.arn("ec2", "instance/" + instance.id()).toString();
    }

    private void require(AwsRequest request, String action, String resource) {
        try {
            authorizer.require(AccessRequest.of(request.caller(), "ec2:" + action, resource));
        } catch (AwsException e) {
            throw new AwsException("UnauthorizedOperation", 403, e.getMessage());
        }
    }

    private static Map<String, String> parameters(AwsRequest request) throws IOException {
        try {
            var all = new LinkedHashMap<String, String>();
            var query = request.exchange().rawQuery();
            if (query != null) {
                all.putAll(QueryForm.parse(query));
            }
            all.putAll(QueryForm.parse(new String(request.exchange().body(MAX_BODY), StandardCharsets.UTF_8)));
            return all;
        } catch (BodyTooLargeException e) {
            throw new AwsException("RequestEntityTooLarge", 413, "The request body is over " + MAX_BODY + " bytes");
        }
    }

    /** Returns {@code Name.1}, {@code Name.2}, … */
    static List<String> values(Map<String, String> parameters, String name) {
        return IntStream.rangeClosed(1, MOST_VALUES)
                .mapToObj(index -> parameters.get(name + "." + index))
                .takeWhile(value -> value != null)
                .toList();
    }
}

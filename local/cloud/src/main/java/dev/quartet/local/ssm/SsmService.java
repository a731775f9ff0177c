package dev.quartet.local.ssm;

import dev.quartet.local.aws.AwsJsonProtocol;
import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.AwsService;
import dev.quartet.local.aws.WireValues;
import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.core.ResourceUpdater;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The parameter store: its API and the parameters that the program declares. See <a
 * href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Operations.html">SSM</a>. Thread-safe.
 */
public final class SsmService implements AwsService, ResourceModule {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MOST_NAMES = 10;
    private static final int PATH_PAGE = 10;
    private static final int DESCRIBE_PAGE = 50;

    private final CloudContext cloud;
    private final Authorizer authorizer;
    private final ParameterStore store;
    private final AwsJsonProtocol protocol = new AwsJsonProtocol(Map.of(
            "GetParameter", this::getParameter,
            "GetParameters", this::getParameters,
            "GetParametersByPath", this::getParametersByPath,
            "PutParameter", this::putParameter,
            "DescribeParameters", this::describeParameters));

    /** Creates an empty store. */
    public SsmService(CloudContext cloud, Authorizer authorizer) {
        this.cloud = cloud;
        this.authorizer = authorizer;
        this.store = new ParameterStore(cloud.clock());
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("ssm");
    }

    @Override
    public void handle(AwsRequest request) throws Exception {
        protocol.handle(request);
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:ssm/parameter:Parameter", this::declare)
                .updater(
                        "aws:ssm/parameter:Parameter",
                        ResourceUpdater.again(registration -> declare(registration, true), Set.of("name", "type")));
    }

    private Provisioned declare(Registration registration) {
        return declare(registration, registration.inputs().flag("overwrite", false));
    }

    private Provisioned declare(Registration registration, boolean overwrite) {
        var inputs = registration.inputs();
        var name = registration.physicalName("name");
        var value = inputs.optionalString("value").orElseGet(() -> inputs.string("insecureValue"));
        try {
            var parameter =
                    store.put(name, inputs.optionalString("type"), value, inputs.optionalString("tier"), overwrite);
            return Provisioned.running(
                    name,
                    Map.of(
                            "arn",
                            arn(name),
                            "name",
                            name,
                            "type",
                            parameter.type(),
                            "value",
                            value,
                            "tier",
                            parameter.tier(),
                            "version",
                            parameter.version(),
                            "dataType",
                            "text",
                            "hasValueWo",
                            false));
        } catch (AwsException e) {
            throw new ProvisionException("%s: SSM parameter %s: %s".formatted(e.code(), name, e.getMessage()), e);
        }
    }

    private JsonNode getParameter(AwsRequest request, ObjectNode input) {
        var name = WireValues.requiredText(input, "Name");
        require(request, "ssm:GetParameter", name);
        var parameter = store.get(name).orElseThrow(() -> new AwsException("ParameterNotFound", 400, ""));
        return NODES.objectNode().set("Parameter", json(parameter));
    }

    private JsonNode getParameters(AwsRequest request, ObjectNode input) {
        var names = new ArrayList<String>();
        input.path("Names").forEach(name -> names.add(name.asString()));
        if (names.isEmpty() || names.size() > MOST_NAMES) {
            throw new AwsException("ValidationException", 400, "Names must have 1 to 10 members, not " + names.size());
        }
        names.forEach(name -> require(request, "ssm:GetParameters", name));
        var result = NODES.objectNode();
        var found = result.putArray("Parameters");
        var invalid = result.putArray("InvalidParameters");
        for (var name : names) {
            store.get(name).ifPresentOrElse(p -> found.add(json(p)), () -> invalid.add(name));
        }
        return result;
    }

    private JsonNode getParametersByPath(AwsRequest request, ObjectNode input) {
        var path = WireValues.requiredText(input, "Path");
        if (!path.startsWith("/")) {
            throw new AwsException(
                    "ValidationException", 400, "The parameter path must begin with a slash, not " + path);
        }
        require(request, "ssm:GetParametersByPath", path);
        if (!input.path("ParameterFilters").isEmpty()) {
            throw new AwsException("InvalidFilterKey", 400, "The local cloud does not emulate ParameterFilters");
        }
        var recursive = WireValues.flag(input, "Recursive", false);
        return page(input, PATH_PAGE, PATH_PAGE, start -> store.byPath(path, recursive, start), this::json);
    }

    private JsonNode putParameter(AwsRequest request, ObjectNode input) {
        var name = WireValues.requiredText(input, "Name");
        require(request, "ssm:PutParameter", name);
        var parameter = store.put(
                name,
                WireValues.text(input, "Type"),
                WireValues.requiredText(input, "Value"),
                WireValues.text(input, "Tier"),
                WireValues.flag(input, "Overwrite", false));
        return NODES.objectNode().put("Version", parameter.version()).put("Tier", parameter.tier());
    }

    private JsonNode describeParameters(AwsRequest request, ObjectNode input) {
        authorizer.require(AccessRequest.of(request.caller(), "ssm:DescribeParameters", "*"));
        return page(input, DESCRIBE_PAGE, DESCRIBE_PAGE, store::all, parameter -> {
            var node = json(parameter);
            node.remove("Value");
            return node.put("Tier", parameter.tier());
        });
    }

    private static ObjectNode page(
            ObjectNode input,
            int most,
            int usual,
            Function<String, List<ParameterStore.Parameter>> from,
            Function<ParameterStore.Parameter, ObjectNode> json) {
        var size = WireValues.integer(input, "MaxResults").orElse(usual);
        if (size < 1 || size > most) {
            throw new AwsException(
                    "ValidationException", 400, "MaxResults must be from 1 to %d, not %d".formatted(most, size));
        }
        var all = from.apply(
                WireValues.text(input, "NextToken").map(SsmService::decoded).orElse(""));
        var result = NODES.objectNode();
        var array = result.putArray("Parameters");
        all.stream().limit(size).forEach(p -> array.add(json.apply(p)));
        if (all.size() > size) {
            result.put("NextToken", encoded(all.get(size - 1).name()));
        }
        return result;
    }

    private static String encoded(String name) {
        return Base64.getUrlEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new AwsException("InvalidNextToken", 400, "The specified token isn't valid.");
        }
    }

    private ObjectNode json(ParameterStore.Parameter parameter) {
        return NODES.objectNode()
                .put("ARN", arn(parameter.name()))
                .put("Name", parameter.name())
                .put("Type", parameter.type())
                .put("Value", parameter.value())
                .put("Version", parameter.version())
                .put("DataType", "text")
                .putPOJO("LastModifiedDate", parameter.modified());
    }

    private void require(AwsRequest request, String action, String name) {
        authorizer.require(AccessRequest.of(request.caller(), action, arn(name)));
    }

    /** A leading slash of the name is not repeated in the ARN. */
    private String arn(String name) {
        return cloud.arn("ssm", "parameter" + (name.startsWith("/") ? "" : "/") + name)
                .toString();
    }
}

package dev.quartet.local.recorded;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Arn;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Dashboards and budgets: what AWS would refuse is refused, the rest is remembered. Immutable. */
public final class RecordedResources implements ResourceModule {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern DASHBOARD_NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");
    private static final Pattern AMOUNT = Pattern.compile("\\d+(\\.\\d+)?");

    private final CloudContext context;

    /** Creates the handlers. */
    public RecordedResources(CloudContext context) {
        this.context = requireNonNull(context, "context is null");
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:cloudwatch/dashboard:Dashboard", this::dashboard);
        catalog.resource("aws:budgets/budget:Budget", this::budget);
    }

    private Provisioned dashboard(Registration registration) {
        var inputs = registration.inputs();
        var name = matching(inputs, "dashboardName", inputs.string("dashboardName"), DASHBOARD_NAME);
        if (!json(inputs, "dashboardBody").path("widgets").isArray()) {
            throw new ProvisionException("%s: dashboardBody has no list of widgets".formatted(inputs.owner()));
        }
        var arn = Arn.of("cloudwatch", "", context.accountId(), "dashboard/" + name);
        return Provisioned.recorded(name, Map.of("dashboardArn", arn.toString()));
    }

    private Provisioned budget(Registration registration) {
        var inputs = registration.inputs();
        var name = inputs.optionalString("name").orElse(registration.name());
        inputs.string("budgetType");
        inputs.string("timeUnit");
        matching(inputs, "limitAmount", inputs.string("limitAmount"), AMOUNT);
        var arn = Arn.of("budgets", "", context.accountId(), "budget/" + name);
        return Provisioned.recorded(
                context.accountId() + ":" + name,
                Map.of("arn", arn.toString(), "name", name, "accountId", context.accountId()));
    }

    private static String matching(Inputs inputs, String property, String value, Pattern allowed) {
        if (!allowed.matcher(value).matches()) {
            throw new ProvisionException(
                    "%s: %s '%s' must match %s".formatted(inputs.owner(), property, value, allowed.pattern()));
        }
        return value;
    }

    private static JsonNode json(Inputs inputs, String property) {
        try {
            return JSON.readTree(inputs.string(property));
        } catch (JacksonException e) {
            throw new ProvisionException(
                    "%s: %s is not JSON: %s".formatted(inputs.owner(), property, e.getOriginalMessage()), e);
        }
    }
}

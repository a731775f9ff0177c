package dev.quartet.local.preview;

import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.engine.Provisioner;
import java.util.Map;

/** Answers every registration with made-up outputs, and the provider's functions from what every account has. */
public final class PreviewProvisioner implements Provisioner {
    private final ResourceClasses classes;
    private final ResourceCatalog functions;

    /** Answers functions by those of {@code functions}. */
    public PreviewProvisioner(ResourceClasses classes, ResourceCatalog functions) {
        this.classes = classes;
        this.functions = functions;
    }

    @Override
    public Provisioned provision(Registration registration) {
        var placeholders = new Placeholders(registration.type(), registration.name(), registration.region());
        var outputs = placeholders.outputs(
                classes.find(registration.type()), registration.inputs().asMap());
        return Provisioned.running(placeholders.id(), outputs);
    }

    @Override
    public Map<String, Object> call(String token, Inputs arguments) {
        return functions.call(token, arguments);
    }
}

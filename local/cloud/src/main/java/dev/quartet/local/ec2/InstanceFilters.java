package dev.quartet.local.ec2;

import dev.quartet.local.core.AwsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Filters of DescribeInstances: an instance must have one value of each. Immutable. */
record InstanceFilters(Map<String, List<String>> byName) {
    private static final int MOST = 50;
    private static final List<String> KNOWN = List.of(
            "instance-id",
            "instance-state-name",
            "availability-zone",
            "subnet-id",
            "instance-type",
            "tag:…",
            "tag-key");

    InstanceFilters {
        byName = Map.copyOf(byName);
    }

    /** Reads {@code Filter.1.Name}, {@code Filter.1.Value.1}, …; throws {@link AwsException} for a filter that is not known. */
    static InstanceFilters read(Map<String, String> parameters) {
        var filters = new LinkedHashMap<String, List<String>>();
        for (int i = 1; i <= MOST; i++) {
            var name = parameters.get("Filter." + i + ".Name");
            if (name == null) {
                break;
            }
            if (!KNOWN.contains(name) && !name.startsWith("tag:")) {
                throw new AwsException(
                        "InvalidParameterValue",
                        400,
                        "The filter '%s' is invalid; known are %s".formatted(name, KNOWN));
            }
            filters.put(name, Ec2Service.values(parameters, "Filter." + i + ".Value"));
        }
        return new InstanceFilters(filters);
    }

    boolean match(Ec2Instance instance) {
        return byName.entrySet().stream().allMatch(filter -> matches(instance, filter.getKey(), filter.getValue()));
    }

    private static boolean matches(Ec2Instance instance, String name, List<String> values) {
        var seen = instance.seen();
        return switch (name) {
            case "instance-id" -> values.contains(seen.id());
            case "instance-state-name" -> values.contains(seen.state().word());
            case "availability-zone" -> values.contains(seen.zone());
            case "subnet-id" -> values.contains(seen.placement().subnetIds().getFirst());
            case "instance-type" -> values.contains(seen.template().instanceType());
            case "tag-key" -> values.stream().anyMatch(instance.tags()::containsKey);
            default -> {
                var value = instance.tags().get(name.substring("tag:".length()));
                yield value != null && values.contains(value);
            }
        };
    }
}

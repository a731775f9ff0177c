package dev.quartet.local.names;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Arn;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.http.NamedDoor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Route 53's zones and records. A record makes its name answer on the door of names when something serves it there; no
 * resolver is asked, as systems resolve {@code *.localhost} by themselves. Zones that the program only names by id are taken
 * as they are. Thread-safe.
 */
final class HostedZones implements ResourceModule {
    private static final Set<String> TYPES =
            Set.of("A", "AAAA", "CAA", "CNAME", "DS", "HTTPS", "MX", "NAPTR", "NS", "PTR", "SOA", "SPF", "SRV", "TXT");
    private static final Set<String> ADDRESSES = Set.of("A", "AAAA", "CNAME");
    private static final Pattern NAME = Pattern.compile("(\\*\\.)?([a-z0-9_]([a-z0-9_-]*[a-z0-9_])?\\.)*[a-z0-9_-]+");

    private final NamedDoor door;
    private final Map<String, String> zones = new ConcurrentHashMap<>();
    private final Map<String, List<String>> records = new ConcurrentHashMap<>();

    HostedZones(NamedDoor door) {
        this.door = requireNonNull(door, "door is null");
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:route53/zone:Zone", this::zone)
                .resource("aws:route53/record:Record", this::record)
                .function("aws:route53/getZone:getZone", this::getZone);
    }

    /** Returns the values of a record; none when there is no such record. */
    List<String> values(String name, String type) {
        return records.getOrDefault(key(name(name), type), List.of());
    }

    private Provisioned zone(Registration registration) {
        var inputs = registration.inputs();
        var name = name(inputs.string("name"));
        var id = "Z" + "%012X".formatted(registration.urn().hashCode() & 0xffff_ffffL);
        zones.put(id, name);
        return Provisioned.running(id, zone(id, name));
    }

    private Map<String, Object> getZone(Inputs arguments) {
        var id = arguments.optionalString("zoneId");
        var name = arguments.optionalString("name").map(HostedZones::name);
        return zones.entrySet().stream()
                .filter(zone -> id.map(zone.getKey()::equals)
                        .orElseGet(() -> name.map(zone.getValue()::equals).orElse(false)))
                .findFirst()
                .map(zone -> zone(zone.getKey(), zone.getValue()))
                .orElseThrow(() -> new ProvisionException(
                        "getZone: no matching Route 53 Hosted Zone found for %s; the program's own are %s"
                                .formatted(arguments.asMap(), zones)));
    }

    private static Map<String, Object> zone(String id, String name) {
        var servers = List.of("ns-1." + name, "ns-2." + name);
        return Map.of(
                "zoneId", id,
                "id", id,
                "name", name,
                "arn", Arn.of("route53", "", "", "hostedzone/" + id).toString(),
                "comment", "Managed by Pulumi",
                "nameServers", servers,
                "primaryNameServer", servers.getFirst());
    }

    private Provisioned record(Registration registration) {
        var inputs = registration.inputs();
        var zoneId = inputs.string("zoneId");
        var type = inputs.string("type").toUpperCase(Locale.ROOT);
        if (!TYPES.contains(type)) {
            throw new ProvisionException("%s: type is %s; allowed are %s".formatted(inputs.owner(), type, TYPES));
        }
        var name = fqdn(inputs, zoneId);
        var values = targets(inputs);
        var key = key(name, type) + inputs.optionalString("setIdentifier").orElse("");
        if (records.putIfAbsent(key, values) != null) {
            if (!inputs.flag("allowOverwrite", false)) {
                throw new ProvisionException(
                        ("%s: InvalidChangeBatch: Tried to create resource record set [name='%s.', type='%s'] but it already"
                                        + " exists (allowOverwrite would replace it)")
                                .formatted(inputs.owner(), name, type));
            }
            records.put(key, values);
        }
        var outputs = Map.of("fqdn", name, "name", name, "allowOverwrite", inputs.flag("allowOverwrite", false));
        var id = zoneId + "_" + name + "_" + type;
        return ADDRESSES.contains(type) && door.point(name)
                ? Provisioned.running(id, outputs)
                : Provisioned.recorded(id, outputs);
    }

    /** A name outside its zone is one relative to it. */
    private String fqdn(Inputs inputs, String zoneId) {
        var name = name(inputs.string("name"));
        if (!NAME.matcher(name).matches()) {
            throw new ProvisionException(
                    "%s: InvalidChangeBatch: FATAL problem: DomainLabelEmpty or an invalid name: %s"
                            .formatted(inputs.owner(), name));
        }
        var zone = zones.get(zoneId);
        return zone == null || name.equals(zone) || name.endsWith("." + zone) ? name : name + "." + zone;
    }

    private static List<String> targets(Inputs inputs) {
        var aliases = inputs.blocks("aliases");
        var values = inputs.strings("records");
        if (aliases.isEmpty() == values.isEmpty()) {
            throw new ProvisionException(
                    "%s: InvalidInput: a record has either aliases (an alias) or records".formatted(inputs.owner()));
        }
        if (!values.isEmpty()) {
            if (inputs.optionalInteger("ttl").isEmpty()) {
                throw new ProvisionException(
                        "%s: InvalidInput: a record that is no alias needs ttl".formatted(inputs.owner()));
            }
            return values;
        }
        var alias = aliases.getFirst();
        alias.string("zoneId");
        return List.of(alias.string("name"));
    }

    private static String key(String name, String type) {
        return name + " " + type + " ";
    }

    /** Names are compared in lower case and without the dot at the end. */
    static String name(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}

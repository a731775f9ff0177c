package dev.quartet.infra.cost;

import dev.quartet.exports.BilledExports;
import dev.quartet.infra.config.Architecture;
import dev.quartet.infra.config.ServicesSettings;
import dev.quartet.infra.config.Settings;
import dev.quartet.infra.config.UpdatesSettings;
import dev.quartet.infra.core.Names;
import dev.quartet.infra.core.Tally;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is exported of how large a stack was made, for whoever tells what it costs. */
public final class Billed {
    private Billed() {}

    /** Returns it for a stack with these settings, and with the functions of a tally. */
    public static BilledExports of(Settings settings, Tally tally, Names names) {
        Map<String, Integer> memory = new HashMap<>();
        tally.functionMemoryMb().forEach((name, megabytes) -> memory.put(names.regional(name), megabytes));
        boolean apiCache = settings.has(Architecture.TODO) && settings.api().cache();
        Optional<ServicesSettings> shop = settings.services();
        Optional<UpdatesSettings> updates = settings.updates();
        return new BilledExports(
                settings.hasDax() ? settings.dax().nodeType() : null,
                settings.hasDax() ? settings.dax().nodes() : null,
                apiCache ? settings.api().cacheSizeGb() : null,
                shop.map(known -> known.streamOnDemand() ? 0 : known.streamShards())
                        .orElse(null),
                updates.map(UpdatesSettings::instanceType).orElse(null),
                updates.map(known -> known.endpoints().size() * known.endpointZones())
                        .orElse(null),
                memory);
    }
}

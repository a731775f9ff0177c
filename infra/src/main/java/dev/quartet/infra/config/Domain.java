package dev.quartet.infra.config;

import java.util.Optional;
import java.util.regex.Pattern;

/** A name of the stack's own and the Route 53 hosted zone that answers for it. */
public record Domain(String name, String hostedZoneId) {
    private static final Pattern HOST = Pattern.compile("([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}");
    private static final Pattern ZONE = Pattern.compile("Z[A-Z0-9]{1,31}");
    private static final String LOOPBACK = ".localhost";
    private static final String ZONE_KEY = "hostedZoneId";

    /** Reads the name under a key, which needs the zone's id. */
    static Optional<Domain> read(Values values, String key, String example) {
        Optional<String> zone = zone(values);
        return values.matching(key, HOST, "a host name such as " + example)
                .map(name -> new Domain(
                        name,
                        zone.orElseThrow(() -> values.refused(
                                ZONE_KEY, "", "the id of the hosted zone that answers for quartet:" + key))));
    }

    /** Refuses a zone that answers for nothing. */
    static void refuseLonelyZone(Values values, boolean used) {
        zone(values).filter(id -> !used).ifPresent(id -> {
            throw values.refused(
                    ZONE_KEY, id, "with quartet:blogDomain or quartet:domain alone, whose names it answers for");
        });
    }

    private static Optional<String> zone(Values values) {
        return values.matching(ZONE_KEY, ZONE, "a Route 53 hosted zone id such as Z0123456789");
    }

    /** Returns whether only a local cloud can answer for it. */
    public boolean isLoopback() {
        return name.endsWith(LOOPBACK);
    }

    /** Returns the name of something in this domain. */
    public Domain sub(String label) {
        return new Domain(label + "." + name, hostedZoneId);
    }
}

package dev.quartet.infra.config;

import java.util.List;
import java.util.regex.Pattern;

/** The VPC's block and the two zones, by zone id (names differ between accounts); no zone ids: the first two fit. */
public record NetworkSettings(String vpcCidr, List<String> zoneIds) {
    private static final Pattern CIDR = Pattern.compile("(\\d{1,3}\\.){3}0/16");
    private static final Pattern ZONE_ID = Pattern.compile("[a-z]{2,5}\\d+-az\\d+");

    public NetworkSettings {
        zoneIds = List.copyOf(zoneIds);
    }

    static NetworkSettings read(Values values) {
        List<String> zoneIds = values.list("zoneIds").orElse(List.of());
        boolean valid = zoneIds.isEmpty()
                || (zoneIds.size() == 2
                        && !zoneIds.get(0).equals(zoneIds.get(1))
                        && zoneIds.stream().allMatch(id -> ZONE_ID.matcher(id).matches()));
        if (!valid) {
            throw values.refused("zoneIds", zoneIds, "two different zone ids such as apne1-az1, apne1-az4");
        }
        return new NetworkSettings(
                values.matching("vpcCidr", CIDR, "an IPv4 block of size /16 such as 10.42.0.0/16")
                        .orElse("10.42.0.0/16"),
                zoneIds);
    }

    /** Returns the n-th /20 of the VPC's /16. */
    public String subnetCidr(int index) {
        String[] octets = vpcCidr.split("[./]");
        return octets[0] + "." + octets[1] + "." + index * 16 + ".0/20";
    }
}

package dev.quartet.local.ec2;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The sizes of burstable and general-purpose instances, see <a href="https://aws.amazon.com/ec2/instance-types/t4/">AWS</a>. */
record InstanceTypes(int processors, int memoryMb) {
    private static final Pattern NAME = Pattern.compile("[a-z]+[0-9]+[a-z-]*\\.([a-z0-9]+)");
    private static final Map<String, InstanceTypes> SIZES = Map.of(
            "nano", new InstanceTypes(2, 512),
            "micro", new InstanceTypes(2, 1024),
            "small", new InstanceTypes(2, 2048),
            "medium", new InstanceTypes(2, 4096),
            "large", new InstanceTypes(2, 8192),
            "xlarge", new InstanceTypes(4, 16_384),
            "2xlarge", new InstanceTypes(8, 32_768));

    /** Returns what a type such as {@code t4g.micro} has; empty when it is not known. */
    static Optional<InstanceTypes> find(String type) {
        var matcher = NAME.matcher(type);
        return matcher.matches() ? Optional.ofNullable(SIZES.get(matcher.group(1))) : Optional.empty();
    }

    /** Returns {@code arm64} for types of Graviton processors, {@code t4g.micro}, else {@code x86_64}. */
    static String architecture(String type) {
        return type.matches("[a-z]+[0-9]+g.*") ? "arm64" : "x86_64";
    }

    /** Returns the heap that the JVM takes by itself: a quarter. */
    int heapMb() {
        return memoryMb / 4;
    }
}

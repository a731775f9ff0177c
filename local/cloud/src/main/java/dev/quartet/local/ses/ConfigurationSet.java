package dev.quartet.local.ses;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A configuration set.
 *
 * @param suppressedReasons for what addresses are suppressed, when the set says so itself
 * @param destinations by name; may grow
 */
record ConfigurationSet(
        String name,
        String arn,
        boolean sendingEnabled,
        Optional<List<String>> suppressedReasons,
        Map<String, EventDestination> destinations) {
    static ConfigurationSet of(
            String name, String arn, boolean sendingEnabled, Optional<List<String>> suppressedReasons) {
        return new ConfigurationSet(name, arn, sendingEnabled, suppressedReasons, new ConcurrentSkipListMap<>());
    }
}

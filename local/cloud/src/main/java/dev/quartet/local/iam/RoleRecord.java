package dev.quartet.local.iam;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** A role with its policies, which may still grow. Thread-safe. */
record RoleRecord(
        String arn,
        String name,
        String id,
        int maxSessionSeconds,
        PolicyDocument trust,
        Map<String, PolicyDocument> inline,
        Set<String> attached) {
    RoleRecord(String arn, String name, String id, int maxSessionSeconds, PolicyDocument trust) {
        this(arn, name, id, maxSessionSeconds, trust, new ConcurrentHashMap<>(), new ConcurrentSkipListSet<>());
    }
}

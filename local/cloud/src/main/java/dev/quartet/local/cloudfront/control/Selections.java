package dev.quartet.local.cloudfront.control;

import dev.quartet.local.cloudfront.config.NameSelection;
import dev.quartet.local.cloudfront.config.NameSelection.Kind;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads which headers, cookies or query strings a policy takes. */
final class Selections {
    private static final Map<String, Kind> KINDS = Map.of(
            "none", Kind.NONE,
            "whitelist", Kind.WHITELIST,
            "all", Kind.ALL,
            "allViewer", Kind.ALL,
            "allExcept", Kind.ALL_EXCEPT,
            "allViewerAndWhitelistCloudFront", Kind.ALL_AND_WHITELIST);

    private Selections() {}

    /**
     * Reads {@code config}, whose behaviour is {@code behavior} and whose names are {@code names.items}; throws
     * {@link ProvisionException} when the behaviour is none of {@code allowed}.
     */
    static NameSelection read(Inputs policy, String config, String behavior, String names, Set<String> allowed) {
        var block = policy.block(config)
                .orElseThrow(() ->
                        new ProvisionException("%s: missing required argument %s".formatted(policy.owner(), config)));
        var word = block.string(behavior);
        var kind = allowed.contains(word) ? KINDS.get(word) : null;
        if (kind == null) {
            throw new ProvisionException("%s: %s '%s'; allowed are %s"
                    .formatted(
                            block.owner(),
                            behavior,
                            word,
                            allowed.stream().sorted().toList()));
        }
        var items = new LinkedHashMap<String, Boolean>();
        block.block(names).ifPresent(list -> list.strings("items").forEach(name -> items.put(name, true)));
        boolean named = kind == Kind.WHITELIST || kind == Kind.ALL_EXCEPT || kind == Kind.ALL_AND_WHITELIST;
        if (named == items.isEmpty()) {
            throw new ProvisionException("%s: InvalidArgument: %s '%s' %s names in %s"
                    .formatted(block.owner(), behavior, word, named ? "needs" : "takes no", names));
        }
        return new NameSelection(kind, items.keySet());
    }
}

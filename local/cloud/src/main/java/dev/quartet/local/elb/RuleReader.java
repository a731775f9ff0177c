package dev.quartet.local.elb;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads rules as the program writes them, and refuses what AWS refuses. */
final class RuleReader {
    private static final int MOST_VALUES = 5;
    private static final int MOST_WILDCARDS = 5;
    private static final int LONGEST_VALUE = 128;
    private static final Pattern METHOD = Pattern.compile("[A-Z_-]{1,40}");

    private final ActionReader actions;

    RuleReader(Registry registry) {
        this.actions = new ActionReader(requireNonNull(registry, "registry is null"));
    }

    /** Reads the one action in list {@code property}; target groups in it are bound to {@code loadBalancer}. */
    Action action(Inputs inputs, String property, LoadBalancer loadBalancer) {
        return actions.read(inputs, property, loadBalancer);
    }

    /** Reads a rule's conditions. */
    List<Condition> conditions(Inputs inputs) {
        var result = new ArrayList<Condition>();
        for (var block : inputs.blocks("conditions")) {
            block.block("pathPattern").ifPresent(path -> result.add(new Condition.PathPattern(wildcards(path, false))));
            block.block("hostHeader").ifPresent(host -> result.add(new Condition.HostHeader(wildcards(host, true))));
            block.block("httpHeader")
                    .ifPresent(header -> result.add(
                            new Condition.HttpHeader(header.string("httpHeaderName"), wildcards(header, true))));
            block.block("httpRequestMethod").ifPresent(method -> result.add(new Condition.Method(methods(method))));
            block.block("sourceIp").ifPresent(ip -> result.add(new Condition.SourceIp(blocks(ip))));
            var pairs = block.blocks("queryStrings").stream()
                    .map(pair -> new Condition.QueryString.Pair(
                            pair.optionalString("key").orElse("").toLowerCase(Locale.ROOT),
                            new Wildcard(value(pair, pair.string("value")), true)))
                    .toList();
            if (!pairs.isEmpty()) {
                result.add(new Condition.QueryString(pairs));
            }
        }
        check(inputs, result);
        return result;
    }

    private static void check(Inputs inputs, List<Condition> conditions) {
        if (conditions.isEmpty()) {
            throw new ProvisionException(
                    "%s: ValidationError: A condition must be specified".formatted(inputs.owner()));
        }
        int values = conditions.stream().mapToInt(c -> c.values().size()).sum();
        if (values > MOST_VALUES) {
            throw new ProvisionException("%s: TooManyConditionValues: a rule can have %d condition values, not %d"
                    .formatted(inputs.owner(), MOST_VALUES, values));
        }
        int wildcards = conditions.stream().mapToInt(Condition::wildcards).sum();
        if (wildcards > MOST_WILDCARDS) {
            throw new ProvisionException("%s: ValidationError: a rule can have %d wildcards, not %d"
                    .formatted(inputs.owner(), MOST_WILDCARDS, wildcards));
        }
    }

    private static List<Wildcard> wildcards(Inputs block, boolean anyCase) {
        return values(block).stream().map(text -> new Wildcard(text, anyCase)).toList();
    }

    private static List<String> methods(Inputs block) {
        for (var method : values(block)) {
            if (!METHOD.matcher(method).matches()) {
                throw new ProvisionException("%s: ValidationError: method '%s' must match %s"
                        .formatted(block.owner(), method, METHOD.pattern()));
            }
        }
        return values(block);
    }

    private static List<AddressBlock> blocks(Inputs block) {
        try {
            return values(block).stream().map(AddressBlock::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new ProvisionException("%s: ValidationError: %s".formatted(block.owner(), e.getMessage()), e);
        }
    }

    private static List<String> values(Inputs block) {
        var values = block.strings("values");
        if (values.isEmpty()) {
            throw new ProvisionException("%s: ValidationError: values must not be empty".formatted(block.owner()));
        }
        values.forEach(text -> value(block, text));
        return values;
    }

    private static String value(Inputs block, String text) {
        if (text.isEmpty() || text.length() > LONGEST_VALUE) {
            throw new ProvisionException("%s: ValidationError: value '%s' must have 1 to %d characters"
                    .formatted(block.owner(), text, LONGEST_VALUE));
        }
        return text;
    }
}

package dev.quartet.local.cloudfront.control;

import dev.quartet.local.cloudfront.config.ResponseHeadersPolicy;
import dev.quartet.local.cloudfront.config.ResponseHeadersPolicy.Cors;
import dev.quartet.local.cloudfront.config.ResponseHeadersPolicy.SetHeader;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a response headers policy. */
final class ResponseHeaders {
    private final Inputs inputs;

    ResponseHeaders(Inputs inputs) {
        this.inputs = inputs;
    }

    ResponseHeadersPolicy policy(String id) {
        if (inputs.has("serverTimingHeadersConfig")) {
            throw new ProvisionException(
                    inputs.owner() + ": serverTimingHeadersConfig: the local cloud sends no Server-Timing header");
        }
        var set = new ArrayList<SetHeader>();
        inputs.block("securityHeadersConfig").ifPresent(security -> security(security, set));
        inputs.block("customHeadersConfig").ifPresent(custom -> custom.blocks("items")
                .forEach(item -> set.add(
                        new SetHeader(item.string("header"), item.string("value"), item.flag("override", false)))));
        var removed = inputs.block("removeHeadersConfig").stream()
                .flatMap(block -> block.blocks("items").stream())
                .map(item -> item.string("header"))
                .toList();
        return new ResponseHeadersPolicy(
                id, set, removed, inputs.block("corsConfig").map(ResponseHeaders::cors));
    }

    private static void security(Inputs security, List<SetHeader> set) {
        header(
                security,
                "contentSecurityPolicy",
                "Content-Security-Policy",
                set,
                block -> block.string("contentSecurityPolicy"));
        header(security, "contentTypeOptions", "X-Content-Type-Options", set, block -> "nosniff");
        header(security, "frameOptions", "X-Frame-Options", set, block -> block.string("frameOption"));
        header(security, "referrerPolicy", "Referrer-Policy", set, block -> block.string("referrerPolicy"));
        header(
                security,
                "strictTransportSecurity",
                "Strict-Transport-Security",
                set,
                block -> "max-age="
                        + block.integer("accessControlMaxAgeSec")
                        + (block.flag("includeSubdomains", false) ? "; includeSubDomains" : "")
                        + (block.flag("preload", false) ? "; preload" : ""));
        header(
                security,
                "xssProtection",
                "X-XSS-Protection",
                set,
                block -> !block.flag("protection", false)
                        ? "0"
                        : "1"
                                + (block.flag("modeBlock", false) ? "; mode=block" : "")
                                + block.optionalString("reportUri")
                                        .map(uri -> "; report=" + uri)
                                        .orElse(""));
    }

    private static void header(
            Inputs security,
            String property,
            String name,
            List<SetHeader> set,
            java.util.function.Function<Inputs, String> value) {
        security.block(property)
                .ifPresent(block -> set.add(new SetHeader(name, value.apply(block), block.flag("override", false))));
    }

    private static Cors cors(Inputs cors) {
        return new Cors(
                cors.flag("accessControlAllowCredentials", false),
                items(cors, "accessControlAllowHeaders"),
                items(cors, "accessControlAllowMethods"),
                items(cors, "accessControlAllowOrigins"),
                items(cors, "accessControlExposeHeaders"),
                cors.optionalInteger("accessControlMaxAgeSec").orElse(-1),
                cors.flag("originOverride", false));
    }

    private static List<String> items(Inputs cors, String property) {
        return Optional.of(property)
                .flatMap(cors::block)
                .map(block -> block.strings("items"))
                .orElse(List.of());
    }
}

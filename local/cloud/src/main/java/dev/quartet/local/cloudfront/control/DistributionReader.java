package dev.quartet.local.cloudfront.control;

import dev.quartet.local.cloudfront.config.Behavior;
import dev.quartet.local.cloudfront.config.CustomErrorResponse;
import dev.quartet.local.cloudfront.config.Distribution;
import dev.quartet.local.cloudfront.config.Origin;
import dev.quartet.local.cloudfront.config.OriginGroup;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a distribution's arguments. */
final class DistributionReader {
    private static final Set<Integer> ERROR_CODES = Set.of(400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504);

    private final Inputs inputs;
    private final Origins origins;
    private final Behaviors behaviors;

    DistributionReader(Inputs inputs, Origins origins, Behaviors behaviors) {
        this.inputs = inputs;
        this.origins = origins;
        this.behaviors = behaviors;
    }

    /** Returns the distribution; throws {@link ProvisionException} for what CloudFront would refuse. */
    Distribution read(String id, String arn, String domainName) {
        var fallback = inputs.block("defaultCacheBehavior").orElseThrow(() -> missing("defaultCacheBehavior"));
        try {
            return new Distribution(
                    id,
                    arn,
                    domainName,
                    aliases(),
                    inputs.flag("enabled", true),
                    inputs.optionalString("defaultRootObject").orElse(""),
                    origins(arn),
                    groups(),
                    ordered(),
                    behaviors.read(fallback, "*"),
                    errors());
        } catch (IllegalArgumentException e) {
            throw new ProvisionException("%s: InvalidArgument: %s".formatted(inputs.owner(), e.getMessage()), e);
        }
    }

    private List<String> aliases() {
        var aliases = inputs.strings("aliases");
        boolean certified = inputs.block("viewerCertificate")
                .flatMap(certificate -> certificate.optionalString("acmCertificateArn"))
                .isPresent();
        if (!aliases.isEmpty() && !certified) {
            throw new ProvisionException(
                    "%s: InvalidViewerCertificate: To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate: aliases %s without viewerCertificate.acmCertificateArn"
                            .formatted(inputs.owner(), aliases));
        }
        return aliases;
    }

    private Map<String, Origin> origins(String arn) {
        var result = new LinkedHashMap<String, Origin>();
        for (var origin : inputs.blocks("origins")) {
            if (result.put(origin.string("originId"), origins.of(origin, arn)) != null) {
                throw new ProvisionException("%s: InvalidArgument: two origins with the id %s"
                        .formatted(inputs.owner(), origin.string("originId")));
            }
        }
        return result;
    }

    private Map<String, OriginGroup> groups() {
        var result = new LinkedHashMap<String, OriginGroup>();
        for (var group : inputs.blocks("originGroups")) {
            var members = group.blocks("members");
            if (members.size() != 2) {
                throw new ProvisionException(
                        "%s: InvalidArgument: members must be two, not %d".formatted(group.owner(), members.size()));
            }
            var codes = new HashSet<Integer>();
            group.block("failoverCriteria").ifPresent(criteria -> numbers(criteria, "statusCodes", codes));
            result.put(
                    group.string("originId"),
                    new OriginGroup(
                            group.string("originId"),
                            members.get(0).string("originId"),
                            members.get(1).string("originId"),
                            codes));
        }
        return result;
    }

    private static void numbers(Inputs block, String property, Set<Integer> result) {
        if (block.asMap().get(property) instanceof List<?> list) {
            for (var each : list) {
                if (each instanceof Number number) {
                    result.add(number.intValue());
                }
            }
        }
    }

    private List<Behavior> ordered() {
        var patterns = new HashSet<String>();
        var result = new ArrayList<Behavior>();
        for (var behavior : inputs.blocks("orderedCacheBehaviors")) {
            var pattern = behavior.string("pathPattern");
            if (!patterns.add(pattern)) {
                throw new ProvisionException("%s: InvalidArgument: two cache behaviors with the path pattern %s"
                        .formatted(inputs.owner(), pattern));
            }
            result.add(behaviors.read(behavior, pattern));
        }
        return result;
    }

    private List<CustomErrorResponse> errors() {
        var result = new ArrayList<CustomErrorResponse>();
        for (var error : inputs.blocks("customErrorResponses")) {
            int code = error.integer("errorCode");
            if (!ERROR_CODES.contains(code)) {
                throw new ProvisionException("%s: InvalidArgument: errorCode %d; allowed are %s"
                        .formatted(
                                error.owner(),
                                code,
                                ERROR_CODES.stream().sorted().toList()));
            }
            result.add(new CustomErrorResponse(
                    code,
                    Duration.ofSeconds(
                            error.optionalInteger("errorCachingMinTtl").orElse(10)),
                    error.optionalInteger("responseCode").stream()
                            .filter(each -> each > 0)
                            .boxed()
                            .findFirst(),
                    Optional.of("responsePagePath")
                            .flatMap(error::optionalString)
                            .filter(path -> !path.isEmpty())));
        }
        return result;
    }

    private ProvisionException missing(String property) {
        return new ProvisionException("%s: missing required argument %s".formatted(inputs.owner(), property));
    }
}

package dev.quartet.local.s3;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Provisions buckets and their set-up. Encryption, ownership and lifecycle are recorded. Thread-safe. */
public final class BucketResources implements ResourceModule {
    private static final JsonMapper JSON = JsonMapper.shared();
    /** Of the website endpoints, for alias records; they vary by region on AWS and mean nothing here. */
    private static final String HOSTED_ZONE = "Z2M4EHUR26P7ZW";

    private final Buckets buckets;
    private final NotificationConfigurations notifications;

    /** Creates it for the buckets of {@code service}. */
    public BucketResources(S3Service service) {
        this.buckets = requireNonNull(service, "service is null").buckets();
        this.notifications = service.configurations();
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:s3/bucketV2:BucketV2", this::bucket)
                .resource("aws:s3/bucketPolicy:BucketPolicy", this::policy)
                .resource("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", this::publicAccessBlock)
                .resource("aws:s3/bucketVersioningV2:BucketVersioningV2", this::versioning)
                .resource("aws:s3/bucketCorsConfigurationV2:BucketCorsConfigurationV2", this::cors)
                .resource("aws:s3/bucketNotification:BucketNotification", notifications::provision)
                .resource("aws:s3/bucketMetric:BucketMetric", this::metric)
                .resource("aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2", this::recorded)
                .resource(
                        "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
                        this::recorded)
                .resource("aws:s3/bucketOwnershipControls:BucketOwnershipControls", this::recorded);
    }

    private Provisioned bucket(Registration registration) {
        var inputs = registration.inputs();
        var name = inputs.optionalString("bucket").orElseGet(() -> generated(registration));
        try {
            buckets.create(name, registration.region());
        } catch (AwsException e) {
            throw new ProvisionException("%s: %s: %s".formatted(inputs.owner(), e.code(), e.getMessage()), e);
        } catch (IOException e) {
            throw new ProvisionException(
                    "%s: no folder for the bucket: %s".formatted(inputs.owner(), e.getMessage()), e);
        }
        var outputs = new LinkedHashMap<String, Object>();
        outputs.put("bucket", name);
        outputs.put("arn", "arn:aws:s3:::" + name);
        outputs.put("bucketDomainName", name + ".s3.amazonaws.com");
        outputs.put("bucketRegionalDomainName", "%s.s3.%s.amazonaws.com".formatted(name, registration.region()));
        outputs.put("hostedZoneId", HOSTED_ZONE);
        outputs.put("region", registration.region());
        outputs.put("tagsAll", inputs.texts("tags"));
        return Provisioned.running(name, outputs);
    }

    /** Like the provider's own, but the same in every run, so that kept buckets are found again. */
    private static String generated(Registration registration) {
        var crc = new CRC32();
        crc.update(registration.urn().getBytes(StandardCharsets.UTF_8));
        var prefix = registration.inputs().optionalString("bucketPrefix").orElse(registration.name() + "-");
        return prefix.toLowerCase(Locale.ROOT) + "%07x".formatted(crc.getValue() & 0xFFFFFFF);
    }

    private Provisioned policy(Registration registration) {
        var inputs = registration.inputs();
        var bucket = bucket(inputs);
        var document = inputs.string("policy");
        if (bucket.settings().publicAccess().blockPolicy() && isPublic(inputs, document)) {
            throw new ProvisionException(
                    "%s: AccessDenied: s3:PutBucketPolicy on %s: public policies are blocked by the BlockPublicPolicy block public access setting"
                            .formatted(inputs.owner(), bucket.arn()));
        }
        bucket.settings().policy(document);
        return Provisioned.running(bucket.name(), Map.of());
    }

    /** A policy is public when it lets anybody do something without a condition. */
    private static boolean isPublic(Inputs inputs, String document) {
        try {
            var statements = JSON.readTree(document).path("Statement");
            for (var statement :
                    statements.isArray() ? statements : JSON.createArrayNode().add(statements)) {
                if (statement.path("Effect").asString("").equals("Allow")
                        && !statement.has("Condition")
                        && isEverybody(statement.path("Principal"))) {
                    return true;
                }
            }
            return false;
        } catch (JacksonException e) {
            throw new ProvisionException(
                    "%s: MalformedPolicy: This policy contains invalid Json: %s"
                            .formatted(inputs.owner(), e.getOriginalMessage()),
                    e);
        }
    }

    private static boolean isEverybody(JsonNode principal) {
        var aws = principal.isObject() ? principal.path("AWS") : principal;
        if (aws.isArray()) {
            for (var each : aws) {
                if (each.asString("").equals("*")) {
                    return true;
                }
            }
        }
        return aws.asString("").equals("*");
    }

    private Provisioned publicAccessBlock(Registration registration) {
        var inputs = registration.inputs();
        var bucket = bucket(inputs);
        bucket.settings()
                .publicAccess(new BucketSettings.PublicAccess(
                        inputs.flag("blockPublicAcls", false),
                        inputs.flag("ignorePublicAcls", false),
                        inputs.flag("blockPublicPolicy", false),
                        inputs.flag("restrictPublicBuckets", false)));
        return Provisioned.running(bucket.name(), Map.of());
    }

    private Provisioned versioning(Registration registration) {
        var inputs = registration.inputs();
        var bucket = bucket(inputs);
        var status = inputs.block("versioningConfiguration")
                .map(block -> block.string("status"))
                .orElse("Disabled");
        if (!Set.of("Enabled", "Suspended", "Disabled").contains(status)) {
            throw new ProvisionException(
                    "%s: versioningConfiguration.status '%s'; allowed are Enabled, Suspended and Disabled"
                            .formatted(inputs.owner(), status));
        }
        bucket.settings().versioning(status);
        return Provisioned.running(bucket.name(), Map.of());
    }

    private Provisioned cors(Registration registration) {
        var inputs = registration.inputs();
        var bucket = bucket(inputs);
        bucket.settings()
                .cors(inputs.blocks("corsRules").stream()
                        .map(rule -> new CorsRule(
                                rule.strings("allowedOrigins"),
                                rule.strings("allowedMethods"),
                                rule.strings("allowedHeaders"),
                                rule.strings("exposeHeaders"),
                                rule.optionalInteger("maxAgeSeconds").stream()
                                        .boxed()
                                        .findFirst()))
                        .toList());
        return Provisioned.running(bucket.name(), Map.of());
    }

    private Provisioned metric(Registration registration) {
        var inputs = registration.inputs();
        var bucket = bucket(inputs);
        var name = inputs.optionalString("name").orElse(registration.name());
        var prefix = inputs.block("filter").flatMap(filter -> filter.optionalString("prefix"));
        bucket.settings().metricPrefixes().put(name, prefix.orElse(""));
        return Provisioned.running(bucket.name() + ":" + name, Map.of("name", name));
    }

    private Provisioned recorded(Registration registration) {
        return Provisioned.recorded(bucket(registration.inputs()).name(), Map.of());
    }

    private Bucket bucket(Inputs inputs) {
        var name = inputs.string("bucket");
        return Optional.of(name)
                .filter(buckets::exists)
                .map(buckets::get)
                .orElseThrow(() -> new ProvisionException(
                        "%s: NoSuchBucket: the bucket '%s' does not exist".formatted(inputs.owner(), name)));
    }
}

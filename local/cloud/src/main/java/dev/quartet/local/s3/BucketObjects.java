package dev.quartet.local.s3;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.core.ResourceUpdater;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Objects that the program itself puts into buckets, and transfer acceleration. Thread-safe. */
public final class BucketObjects implements ResourceModule {
    private static final Map<String, String> HEADERS = Map.of(
            "contentType", "content-type",
            "cacheControl", "cache-control",
            "contentDisposition", "content-disposition",
            "contentEncoding", "content-encoding",
            "contentLanguage", "content-language");

    private final S3Service service;
    private final Caller deployer;

    /** Creates it for the buckets of {@code service}; who deploys is the account's owner. */
    public BucketObjects(CloudContext context, S3Service service) {
        this.service = requireNonNull(service, "service is null");
        this.deployer = new Caller(
                Caller.Kind.ROOT,
                "arn:aws:iam::" + context.accountId() + ":root",
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty());
    }

    @Override
    public void install(ResourceCatalog catalog) {
        // Another key makes another object; the old one stays, as instances may still be reading it.
        catalog.resource("aws:s3/bucketObjectv2:BucketObjectv2", this::object)
                .updater("aws:s3/bucketObjectv2:BucketObjectv2", ResourceUpdater.again(this::object, Set.of("bucket")))
                .resource("aws:s3/bucketAccelerateConfigurationV2:BucketAccelerateConfigurationV2", this::acceleration);
    }

    private Provisioned object(Registration registration) {
        var inputs = registration.inputs();
        var bucket = inputs.string("bucket");
        var key = inputs.string("key");
        try {
            var answer = service.put(deployer, bucket, key, headers(inputs), content(inputs));
            return Provisioned.running(key, outputs(inputs, bucket, key, answer));
        } catch (AwsException e) {
            throw new ProvisionException("%s: %s: %s".formatted(inputs.owner(), e.code(), e.getMessage()), e);
        } catch (IOException e) {
            throw new ProvisionException(
                    "%s: the object's content cannot be read: %s".formatted(inputs.owner(), e.getMessage()), e);
        }
    }

    private static Map<String, Object> outputs(Inputs inputs, String bucket, String key, Map<String, String> answer) {
        var outputs = new LinkedHashMap<String, Object>();
        outputs.put("arn", "arn:aws:s3:::" + bucket + "/" + key);
        outputs.put("etag", answer.getOrDefault("ETag", "").replace("\"", ""));
        outputs.put("versionId", answer.getOrDefault("x-amz-version-id", "null"));
        outputs.put("contentType", inputs.optionalString("contentType").orElse("application/octet-stream"));
        outputs.put("serverSideEncryption", "AES256");
        outputs.put("storageClass", "STANDARD");
        outputs.put("bucketKeyEnabled", false);
        outputs.put("tagsAll", inputs.texts("tags"));
        return outputs;
    }

    private static Map<String, String> headers(Inputs inputs) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("content-type", "application/octet-stream"); // as the provider has it
        HEADERS.forEach(
                (property, header) -> inputs.optionalString(property).ifPresent(value -> headers.put(header, value)));
        inputs.texts("metadata")
                .forEach((name, value) -> headers.put("x-amz-meta-" + name.toLowerCase(Locale.ROOT), value));
        return headers;
    }

    private static byte[] content(Inputs inputs) throws IOException {
        if (inputs.has("source")) {
            var source = inputs.asset("source");
            return source.path().isPresent()
                    ? Files.readAllBytes(source.path().get())
                    : source.text().orElse("").getBytes(StandardCharsets.UTF_8);
        }
        if (inputs.has("contentBase64")) {
            try {
                return Base64.getDecoder().decode(inputs.string("contentBase64"));
            } catch (IllegalArgumentException e) {
                throw new ProvisionException(inputs.owner() + ": contentBase64 is not Base64", e);
            }
        }
        return inputs.optionalString("content").orElse("").getBytes(StandardCharsets.UTF_8);
    }

    private Provisioned acceleration(Registration registration) {
        var inputs = registration.inputs();
        var name = inputs.string("bucket");
        var status = inputs.string("status");
        if (!Set.of("Enabled", "Suspended").contains(status)) {
            throw new ProvisionException(
                    "%s: status '%s'; allowed are Enabled and Suspended".formatted(inputs.owner(), status));
        }
        if (name.contains(".")) {
            throw new ProvisionException(
                    "%s: InvalidRequest: S3 Transfer Acceleration is not supported for buckets with periods (.) in their names: %s"
                            .formatted(inputs.owner(), name));
        }
        if (!service.buckets().exists(name)) {
            throw new ProvisionException(
                    "%s: NoSuchBucket: the bucket '%s' does not exist".formatted(inputs.owner(), name));
        }
        service.buckets().get(name).settings().acceleration(status);
        return Provisioned.running(name, Map.of());
    }
}

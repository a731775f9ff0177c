package dev.quartet.local.s3;

import dev.quartet.local.core.Arn;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events as S3 writes them. See <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">version 2.1</a>. Thread-safe.
 */
final class NotificationJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final String account;
    private final Clock clock;
    private final AtomicLong sequence;

    NotificationJson(String account, Clock clock) {
        this.account = account;
        this.clock = clock;
        this.sequence = new AtomicLong(clock.millis() << 16); // larger in every run
    }

    /** Returns what is to be sent of {@code event} by {@code rule}; {@code sequencer} grows with each change of a key. */
    byte[] event(Notification rule, ObjectEvent event, String region, String sequencer) {
        var root = JSON.createObjectNode();
        var record = root.putArray("Records")
                .addObject()
                .put("eventVersion", "2.1")
                .put("eventSource", "aws:s3")
                .put("awsRegion", region)
                .put("eventTime", event.time().toString())
                .put("eventName", event.name());
        record.putObject("userIdentity").put("principalId", principal(event.principal()));
        record.putObject("requestParameters").put("sourceIPAddress", "127.0.0.1");
        record.putObject("responseElements")
                .put("x-amz-request-id", UUID.randomUUID().toString())
                .put("x-amz-id-2", UUID.randomUUID().toString());
        var s3 = record.putObject("s3").put("s3SchemaVersion", "1.0").put("configurationId", rule.id());
        var bucket = s3.putObject("bucket").put("name", event.bucket());
        bucket.putObject("ownerIdentity").put("principalId", account);
        bucket.put("arn", "arn:aws:s3:::" + event.bucket());
        var object = s3.putObject("object").put("key", encoded(event.key()));
        if (!event.name().equals("ObjectRemoved:Delete")) {
            object.put("size", event.size()).put("eTag", event.etag());
        }
        if (!event.versionId().equals(StoredObject.NO_VERSION)) {
            object.put("versionId", event.versionId());
        }
        object.put("sequencer", sequencer);
        return JSON.writeValueAsBytes(root);
    }

    /** Returns the next sequencer. */
    String sequencer() {
        return "%016X".formatted(sequence.incrementAndGet());
    }

    /** Returns what S3 sends to a new destination. */
    byte[] test(String bucket) {
        return JSON.writeValueAsBytes(JSON.createObjectNode()
                .put("Service", "Amazon S3")
                .put("Event", "s3:TestEvent")
                .put("Time", clock.instant().toString())
                .put("Bucket", bucket)
                .put("RequestId", UUID.randomUUID().toString())
                .put("HostId", UUID.randomUUID().toString()));
    }

    /** A key as forms encode it, with a plus for a space; slashes stay. */
    private static String encoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
    }

    private static String principal(String arn) {
        if (!arn.startsWith("arn:")) {
            return arn.isEmpty() ? "Anonymous" : "AWS:" + arn;
        }
        var resource = Arn.parse(arn).resource();
        return "AWS:" + resource.substring(resource.indexOf('/') + 1).replace('/', ':');
    }
}

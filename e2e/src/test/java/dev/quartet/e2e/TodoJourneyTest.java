package dev.quartet.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;

/** What a client of the to-do app does. */
@ExtendWith(SharedQuartet.class)
final class TodoJourneyTest {
    @Test
    void todo_shouldBeCreatedReadUpdatedAndDeleted(RunningQuartet quartet) throws Exception {
        var ann = TodoUser.signUp(quartet.access());

        var created = ann.post("{\"title\":\"Buy milk\",\"due\":\"2027-01-31\"}");
        assertThat(created.statusCode()).isEqualTo(201);
        var id = TodoUser.json(created).get("id").asString();
        assertThat(created.headers().firstValue("Location").orElse("")).endsWith("/todos/" + id);
        var etag = created.headers().firstValue("ETag").orElseThrow();

        var read = ann.get("/todos/" + id);
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(TodoUser.json(read).get("title").asString()).isEqualTo("Buy milk");

        var updated = ann.put(id, "{\"title\":\"Buy oat milk\",\"done\":true}", "If-Match", etag);
        assertThat(updated.statusCode()).isEqualTo(200);
        assertThat(TodoUser.json(updated).get("done").asBoolean()).isTrue();
        assertThat(updated.headers().firstValue("ETag")).isPresent().get().isNotEqualTo(etag);

        var deleted = ann.delete(id);
        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(ann.get("/todos/" + id, "Cache-Control", "max-age=0").statusCode())
                .isEqualTo(404);
    }

    @Test
    void list_shouldPageThrough250(RunningQuartet quartet) throws Exception {
        var ann = TodoUser.signUp(quartet.access());
        var created = new HashSet<String>();
        for (int i = 0; i < 250; i++) {
            created.add(ann.create("To-do " + i));
        }

        var seen = new HashSet<String>();
        var cursor = "";
        int pages = 0;
        do {
            var page = TodoUser.json(ann.get("/todos?limit=100" + (cursor.isEmpty() ? "" : "&cursor=" + cursor)));
            page.get("items").forEach(item -> seen.add(item.get("id").asString()));
            cursor = page.path("nextCursor").asString("");
            pages++;
        } while (!cursor.isEmpty());

        assertThat(seen).isEqualTo(created);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void idempotencyKey_shouldCreateOnce(RunningQuartet quartet) throws Exception {
        var ann = TodoUser.signUp(quartet.access());
        var first = ann.post("{\"title\":\"Once\"}", "Idempotency-Key", "key-1");
        var second = ann.post("{\"title\":\"Once\"}", "Idempotency-Key", "key-1");

        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(TodoUser.json(second)).isEqualTo(TodoUser.json(first));
        assertThat(TodoUser.json(ann.get("/todos")).get("items")).hasSize(1);
    }

    @Test
    void files_shouldGoStraightToS3_underOnesOwnPrefix(RunningQuartet quartet) throws Exception {
        var ann = TodoUser.signUp(quartet.access());
        var storage = TodoUser.json(ann.get("/me/storage"));
        var bucket = storage.get("bucket").asString();
        var key = "private/" + ann.identityId() + "/notes/a b+ü.txt";

        try (var s3 = ann.s3()) {
            s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString("hello"));
            assertThat(s3.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                            .asUtf8String())
                    .isEqualTo("hello");
            assertThat(s3.listObjectsV2(request -> request.bucket(bucket).prefix("private/" + ann.identityId() + "/"))
                            .contents())
                    .singleElement()
                    .satisfies(object -> assertThat(object.key()).isEqualTo(key));
            s3.deleteObject(request -> request.bucket(bucket).key(key));
        }
    }
}

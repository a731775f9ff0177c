package dev.quartet.examples.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.test.Mocks;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestOptions;
import com.pulumi.test.TestResult;
import com.pulumi.test.internal.PulumiTestInternal;
import dev.quartet.examples.Contract;
import dev.quartet.exports.ExportsJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InvoicingTest {
    /** Answers the stack reference with Quartet's outputs, and whatever is registered with its inputs. */
    private static final class Cloud implements Mocks {
        private final Map<String, Object> quartet;
        private final Map<String, Map<String, Object>> made = new ConcurrentHashMap<>();

        Cloud(Map<String, Object> quartet) {
            this.quartet = quartet;
        }

        @Override
        public CompletableFuture<ResourceResult> newResourceAsync(ResourceArgs args) {
            Map<String, Object> state = new HashMap<>(args.inputs);
            if (args.type.equals("pulumi:pulumi:StackReference")) {
                state.put("outputs", quartet);
                state.put("secretOutputNames", List.of());
            } else {
                made.put(args.type, args.inputs);
                state.put("arn", "arn:aws:sqs:ap-northeast-1:123456789012:" + args.name);
                state.put("url", "https://sqs.ap-northeast-1.amazonaws.com/123456789012/" + args.name);
            }
            return CompletableFuture.completedFuture(ResourceResult.of(Optional.of(args.name + "-id"), state));
        }
    }

    @AfterEach
    void forget() {
        PulumiTest.cleanup();
    }

    private static TestResult run(Cloud cloud) {
        return PulumiTestInternal.builder()
                .mocks(cloud)
                .options(TestOptions.builder()
                        .projectName("invoicing")
                        .stackName("dev")
                        .build())
                .config(Map.of("invoicing:quartetStack", "acme/quartet/dev"))
                .build()
                .runTest(Invoicing::build);
    }

    @Test
    void queue_isSubscribedToQuartetsOrders_andAdmitsThatTopicAlone() {
        Cloud cloud = new Cloud(ExportsJson.toMap(Contract.stack()));
        TestResult result = run(cloud).throwOnError();
        String topic = Contract.services().orderPlacedTopicArn();
        assertThat(cloud.made.get("aws:sns/topicSubscription:TopicSubscription"))
                .containsEntry("topic", topic)
                .containsEntry("protocol", "sqs")
                .containsEntry("endpoint", "arn:aws:sqs:ap-northeast-1:123456789012:orders");
        assertThat(cloud.made.get("aws:sqs/queuePolicy:QueuePolicy").get("policy"))
                .asString()
                .contains("\"ArnEquals\": {\"aws:SourceArn\": \"" + topic + "\"}");
        assertThat(PulumiTest.extractValue(result.outputs().get("ordersApi")))
                .isEqualTo(Contract.services().orders().api().url());
    }

    @Test
    void stackWithoutServices_orOfANewerContract_isRefusedInWords() {
        Map<String, Object> outputs = ExportsJson.toMap(Contract.stack());
        outputs.remove("services");
        assertThatThrownBy(() -> run(new Cloud(outputs)).throwOnError())
                .hasStackTraceContaining("The stack dev has no services");
        PulumiTest.cleanup();
        outputs.put("contractVersion", 3);
        assertThatThrownBy(() -> run(new Cloud(outputs)).throwOnError())
                .hasStackTraceContaining("contractVersion is '3'; allowed: 1 to 2");
    }
}

package dev.quartet.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.http.FakeExchange;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.cbor.CBORMapper;

class RpcProtocolsTest {
    private static final Instant TIME = Instant.parse("2026-01-31T12:00:00Z");
    private static final RpcProtocols PROTOCOLS =
            new RpcProtocols("urn:test", Map.of("Echo", RpcProtocolsTest::echo), Set.of("Attributes"));

    private static JsonNode echo(AwsRequest request, ObjectNode input) {
        if (input.has("Fail")) {
            throw new AwsException("InvalidParameterValue", 400, "Fail is <not> allowed & more");
        }
        var output = JsonNodeFactory.instance.objectNode();
        output.set("Names", input.path("Names"));
        output.set("Attributes", input.path("Attributes"));
        output.put("Count", WireValues.integer(input, "Count").orElse(-1));
        output.putPOJO("When", WireValues.instant(input, "When").orElseThrow());
        return output;
    }

    @Test
    void query_shouldNestListsAndMaps() throws Exception {
        var exchange = form("Action=Echo&Version=1&Names.member.2.N=b&Names.member.1.N=a%20%3C&Count=7"
                + "&Attributes.entry.1.key=k&Attributes.entry.1.value=v&When=2026-01-31T12%3A00%3A00Z");

        assertThat(exchange.status).isEqualTo(200);
        assertThat(exchange.text())
                .contains("<EchoResponse xmlns=\"urn:test\"><EchoResult><Names><member><N>a &lt;</N></member>"
                        + "<member><N>b</N></member></Names>"
                        + "<Attributes><entry><key>k</key><value>v</value></entry></Attributes>"
                        + "<Count>7</Count><When>2026-01-31T12:00:00Z</When></EchoResult>"
                        + "<ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata></EchoResponse>");
    }

    @Test
    void query_shouldWriteErrorsAsAwsDoes() throws Exception {
        var exchange = form("Action=Echo&Fail=1");

        assertThat(exchange.status).isEqualTo(400);
        assertThat(exchange.text())
                .contains("<ErrorResponse><Error><Type>Sender</Type><Code>InvalidParameterValue</Code>"
                        + "<Message>Fail is &lt;not&gt; allowed &amp; more</Message></Error>"
                        + "<RequestId>id-1</RequestId></ErrorResponse>");
        assertThat(form("Action=Nope").text()).contains("<Code>InvalidAction</Code>");
    }

    @Test
    void json_shouldReadAndWriteSeconds() throws Exception {
        var exchange = new FakeExchange(
                "POST",
                "/",
                Map.of("X-Amz-Target", "Test.Echo", "Content-Type", "application/x-amz-json-1.0"),
                "{\"Names\":[\"a\"],\"Count\":7,\"When\":1769860800.5}".getBytes(StandardCharsets.UTF_8));
        PROTOCOLS.handle(request(exchange));

        assertThat(exchange.text()).contains("\"Names\":[\"a\"]", "\"Count\":7", "\"When\":1769860800.5");
    }

    @Test
    void cbor_shouldTagTimes() throws Exception {
        var mapper = new CBORMapper();
        var body = mapper.writeValueAsBytes(Map.of("Count", 7, "When", TIME.getEpochSecond()));
        var exchange = new FakeExchange(
                "POST", "/service/Test/operation/Echo", Map.of("smithy-protocol", "rpc-v2-cbor"), body);
        PROTOCOLS.handle(request(exchange));

        assertThat(exchange.status).isEqualTo(200);
        assertThat(exchange.answerHeaders).containsEntry("smithy-protocol", "rpc-v2-cbor");
        assertThat(mapper.readTree(exchange.answer.toByteArray()).path("Count").asInt())
                .isEqualTo(7);
        // 0xC1 is tag 1, 0x1A a whole number of four bytes.
        assertThat(exchange.answer.toByteArray()).containsSequence(0xC1, 0x1A);
    }

    @Test
    void values_shouldNameWhatIsWrong() {
        var input = JsonNodeFactory.instance.objectNode().put("Count", "x").put("When", "yesterday");

        assertThatThrownBy(() -> WireValues.integer(input, "Count"))
                .isInstanceOf(AwsException.class)
                .hasMessage("Count must be a number, not \"x\"");
        assertThatThrownBy(() -> WireValues.instant(input, "When"))
                .hasMessageStartingWith("When must be a time such as");
        assertThatThrownBy(() -> WireValues.requiredText(input, "Name")).hasMessage("Missing required member Name");
    }

    private static FakeExchange form(String form) throws Exception {
        var exchange = new FakeExchange("POST", "/", Map.of(), form.getBytes(StandardCharsets.UTF_8));
        PROTOCOLS.handle(request(exchange));
        return exchange;
    }

    private static AwsRequest request(FakeExchange exchange) {
        return new AwsRequest(exchange, Caller.ANONYMOUS, "test", "eu-central-1", "id-1");
    }
}

package dev.quartet.local.lambda;

import static dev.quartet.local.core.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.http.LoopbackServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

@Timeout(120)
class LambdaServiceTest {
    private static final String ARN = "arn:aws:lambda:eu-west-1:123456789012:function:todo";

    @TempDir
    private Path directory;

    private TestCloud cloud;
    private LoopbackServer server;
    private LambdaClient client;

    @BeforeEach
    void start() throws Exception {
        cloud = new TestCloud(directory, 2, Duration.ofSeconds(60));
        server = LoopbackServer.start(0, exchange -> cloud.lambda
                .api()
                .handle(new AwsRequest(exchange, TestCloud.ROOT, "lambda", "eu-west-1", "request-1")));
        client = LambdaClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                .region(Region.EU_WEST_1)
                .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        cloud.close();
    }

    @Test
    void shouldInvokeByNameArnAndQualifier() {
        publish();

        var latest = client.invoke(r -> r.functionName("todo").payload(SdkBytes.fromUtf8String("\"version\"")));
        assertThat(latest.payload().asUtf8String()).isEqualTo("\"$LATEST " + ARN + "\"");
        assertThat(latest.executedVersion()).isEqualTo("$LATEST");
        var alias = client.invoke(r -> r.functionName(ARN)
                .qualifier("live")
                .logType(LogType.TAIL)
                .payload(SdkBytes.fromUtf8String("\"print to the log\"")));
        assertThat(alias.executedVersion()).isEqualTo("1");
        assertThat(alias.functionError()).isNull();
        assertThat(new String(Base64.getDecoder().decode(alias.logResult()), StandardCharsets.UTF_8))
                .contains("START RequestId", "to the log", "REPORT RequestId");
        var failed = client.invoke(
                r -> r.functionName(ARN + ":live").payload(SdkBytes.fromUtf8String("\"fail on purpose\"")));
        assertThat(failed.functionError()).isEqualTo("Unhandled");
        assertThat(failed.payload().asUtf8String()).contains("on purpose");
    }

    @Test
    void shouldInvokeAsynchronously() {
        publish();

        var accepted = client.invoke(r -> r.functionName("todo")
                .invocationType(InvocationType.EVENT)
                .payload(SdkBytes.fromUtf8String("\"print later\"")));

        assertThat(accepted.statusCode()).isEqualTo(202);
        await().until(() -> cloud.logs.get("/aws/lambda/todo").contains("later"));
        assertThat(cloud.sum("AsyncEventsReceived {FunctionName=todo}")).isEqualTo(1);
        assertThatThrownBy(() -> client.invoke(r -> r.functionName("todo")
                        .invocationType(InvocationType.EVENT)
                        .payload(SdkBytes.fromUtf8String('"' + "x".repeat(LambdaLimits.ASYNCHRONOUS_PAYLOAD) + '"'))))
                .isInstanceOf(RequestTooLargeException.class)
                .hasMessageContaining("Event invocation type");
    }

    @Test
    void shouldTryAsynchronousEventsThreeTimes() {
        publish();

        client.invoke(r -> r.functionName("todo")
                .qualifier("live")
                .invocationType(InvocationType.EVENT)
                .payload(SdkBytes.fromUtf8String("\"fail always\"")));

        await().until(() -> !cloud.dropped.isEmpty());
        assertThat(cloud.dropped).containsExactly(ARN + ":live after 3: java.lang.IllegalArgumentException");
        assertThat(cloud.sum("Errors {FunctionName=todo}")).isEqualTo(3);
        assertThat(cloud.sum("AsyncEventsDropped {FunctionName=todo}")).isEqualTo(1);
    }

    @Test
    void shouldOnlyAskOnADryRun() {
        publish();

        assertThat(client.invoke(r -> r.functionName("todo").invocationType(InvocationType.DRY_RUN))
                        .statusCode())
                .isEqualTo(204);
        assertThat(cloud.metrics).isEmpty();
        cloud.denied.add("lambda:InvokeFunction");
        assertThatThrownBy(() -> client.invoke(r -> r.functionName("todo").invocationType(InvocationType.DRY_RUN)))
                .isInstanceOfSatisfying(
                        LambdaException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"));
    }

    @Test
    void shouldRefuseInAwsWords() {
        cloud.function(Map.of("reservedConcurrentExecutions", 0.0));

        assertThatThrownBy(() -> client.invoke(r -> r.functionName("none")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Function not found: arn:aws:lambda:eu-west-1:123456789012:function:none");
        assertThatThrownBy(() -> client.invoke(r -> r.functionName("todo").qualifier("live")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining(ARN + ":live");
        assertThatThrownBy(() -> client.invoke(r -> r.functionName("todo").payload(SdkBytes.fromUtf8String("{"))))
                .isInstanceOf(InvalidRequestContentException.class);
        assertThatThrownBy(() -> client.invoke(r -> r.functionName("todo")))
                .isInstanceOf(TooManyRequestsException.class);
    }

    @Test
    void shouldDescribeFunctionsVersionsAndAliases() {
        publish();
        cloud.provision(
                "aws:lambda/permission:Permission",
                Map.of(
                        "action", "lambda:InvokeFunction",
                        "function", ARN + ":live",
                        "principal", "apigateway.amazonaws.com"));

        assertThat(client.listFunctions().functions())
                .extracting(FunctionConfiguration::functionName)
                .containsExactly("todo");
        assertThat(client.getFunction(r -> r.functionName("todo")).configuration())
                .satisfies(found -> assertThat(found.functionArn()).isEqualTo(ARN))
                .satisfies(found -> assertThat(found.memorySize()).isEqualTo(256))
                .satisfies(found -> assertThat(found.stateAsString()).isEqualTo("Active"));
        assertThat(client.getFunctionConfiguration(r -> r.functionName("todo").qualifier("live"))
                        .version())
                .isEqualTo("1");
        assertThat(client.listVersionsByFunction(r -> r.functionName("todo")).versions())
                .extracting(FunctionConfiguration::version)
                .containsExactly("$LATEST", "1");
        assertThat(client.listAliases(r -> r.functionName("todo")).aliases())
                .extracting(AliasConfiguration::name, AliasConfiguration::functionVersion)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("live", "1"));
        assertThat(client.getPolicy(r -> r.functionName("todo").qualifier("live"))
                        .policy())
                .contains("apigateway.amazonaws.com");
        assertThatThrownBy(() -> client.getPolicy(r -> r.functionName("todo")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void shouldAnswerTheOutputsThatProgramsUse() {
        var function = cloud.function(Map.of("publish", true));

        assertThat(function.id()).isEqualTo("todo");
        assertThat(function.outputs())
                .containsEntry("arn", ARN)
                .containsEntry("version", "1")
                .containsEntry("qualifiedArn", ARN + ":1")
                .containsEntry(
                        "invokeArn",
                        "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/" + ARN + "/invocations")
                .containsEntry(
                        "qualifiedInvokeArn",
                        "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/" + ARN + ":1/invocations")
                .containsEntry("architectures", List.of("x86_64"));
    }

    private void publish() {
        cloud.function(Map.of("publish", true));
        cloud.provision(
                "aws:lambda/alias:Alias", Map.of("name", "live", "functionName", "todo", "functionVersion", "1"));
    }
}

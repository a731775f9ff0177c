package dev.quartet.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.RequestSigner;
import dev.quartet.local.aws.SigV4;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.http.FakeExchange;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Against the worked examples of AWS's documentation, whose keys and signatures are published. */
class SignatureVerifierTest {
    private static final String IAM_SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final String S3_SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private static final Instant IAM_TIME = Instant.parse("2015-08-30T12:36:00Z");
    private static final Instant S3_TIME = Instant.parse("2013-05-24T00:00:00Z");
    private static final String S3_SCOPE = "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request";

    private final SigningKit iam = new SigningKit("AKIDEXAMPLE", IAM_SECRET, IAM_TIME);
    private final SigningKit s3 = new SigningKit("AKIAIOSFODNN7EXAMPLE", S3_SECRET, S3_TIME);

    @Test
    void authenticate_shouldAcceptTheExampleOfIam() throws Exception {
        var request = iam.verifier().authenticate(listUsers(IAM_SIGNATURE));

        assertThat(request.caller()).isEqualTo(SigningKit.CALLER);
        assertThat(request.service()).isEqualTo("iam");
        assertThat(request.region()).isEqualTo("us-east-1");
    }

    @Test
    void authenticate_shouldAcceptTheExampleOfTheTestSuite() throws Exception {
        var exchange = new FakeExchange(
                "GET",
                "/",
                Map.of(
                        "Host",
                        "example.amazonaws.com",
                        "X-Amz-Date",
                        "20150830T123600Z",
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                                + "SignedHeaders=host;x-amz-date, "
                                + "Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
                new byte[0]);

        assertThat(iam.verifier().authenticate(exchange).service()).isEqualTo("service");
    }

    @Test
    void authenticate_shouldNameTheSignatureThatItWants_whenGivenVersion2() {
        var presigned = new FakeExchange(
                "GET", "/bucket/key?AWSAccessKeyId=AKID&Signature=c2ln&Expires=1", Map.of(), new byte[0]);
        var header = new FakeExchange("GET", "/bucket/key", Map.of("Authorization", "AWS AKID:c2ln"), new byte[0]);
        for (var exchange : new FakeExchange[] {presigned, header}) {
            assertThatThrownBy(() -> s3.verifier().authenticate(exchange))
                    .isInstanceOf(AwsException.class)
                    .hasMessageContaining("Please use AWS4-HMAC-SHA256");
        }
    }

    @Test
    void authenticate_shouldAcceptTheGetOfS3() throws Exception {
        var exchange = new FakeExchange(
                "GET",
                "/test.txt",
                Map.of(
                        "Host",
                        "examplebucket.s3.amazonaws.com",
                        "Range",
                        "bytes=0-9",
                        "x-amz-content-sha256",
                        SigV4.EMPTY_HASH,
                        "x-amz-date",
                        "20130524T000000Z",
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + S3_SCOPE
                                + ",SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                                + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"),
                new byte[0]);

        assertThat(s3.verifier().authenticate(exchange).service()).isEqualTo("s3");
    }

    @Test
    void authenticate_shouldAcceptThePresignedExampleUntilItExpires() throws Exception {
        assertThat(s3.verifier().authenticate(presigned(86400)).caller()).isEqualTo(SigningKit.CALLER);
        s3.clock().advance(Duration.ofDays(1));
        assertThat(s3.verifier().authenticate(presigned(86400)).caller()).isEqualTo(SigningKit.CALLER);
        s3.clock().advance(Duration.ofSeconds(1));
        assertRefused(s3, presigned(86400), "AccessDenied", 403, "Request has expired");
        assertRefused(s3, presigned(604801), "AuthorizationHeaderMalformed", 400, "from 1 to 604800 seconds");
    }

    @Test
    void authenticate_shouldChainTheChunksOfTheExample() throws Exception {
        var exchange = new FakeExchange(
                "PUT",
                "/examplebucket/chunkObject.txt",
                Map.of(
                        "Host",
                        "s3.amazonaws.com",
                        "x-amz-date",
                        "20130524T000000Z",
                        "x-amz-storage-class",
                        "REDUCED_REDUNDANCY",
                        "x-amz-content-sha256",
                        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
                        "Content-Encoding",
                        "aws-chunked",
                        "x-amz-decoded-content-length",
                        "66560",
                        "Content-Length",
                        "66824",
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + S3_SCOPE
                                + ",SignedHeaders=content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;"
                                + "x-amz-decoded-content-length;x-amz-storage-class,"
                                + "Signature=4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"),
                new byte[0]);
        var chunks = s3.verifier().authenticate(exchange).chunks().orElseThrow();

        assertThat(chunks.acceptsChunk(
                        hashOfAs(65536), "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648"))
                .isTrue();
        assertThat(chunks.acceptsChunk(
                        hashOfAs(1024), "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497"))
                .isTrue();
        assertThat(chunks.acceptsChunk(hashOfAs(1), "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9"))
                .as("another last chunk than the empty one")
                .isFalse();
    }

    @Test
    void authenticate_shouldRefuse_whenTheKeyIsUnknown() {
        var other = new SigningKit("AKIDOTHER", IAM_SECRET, IAM_TIME);
        assertRefused(other, listUsers(IAM_SIGNATURE), "InvalidClientTokenId", 403, "AKIDEXAMPLE");
    }

    @Test
    void authenticate_shouldRefuse_whenTheSecretIsAnother() {
        var other = new SigningKit("AKIDEXAMPLE", "x", IAM_TIME);
        assertRefused(other, listUsers(IAM_SIGNATURE), "SignatureDoesNotMatch", 403, "does not match");
    }

    @Test
    void authenticate_shouldRefuse_whenTheClocksDifferByMoreThan15Minutes() throws Exception {
        iam.clock().advance(Duration.ofMinutes(15));
        assertThat(iam.verifier().authenticate(listUsers(IAM_SIGNATURE)).service())
                .isEqualTo("iam");
        iam.clock().advance(Duration.ofSeconds(1));
        assertRefused(iam, listUsers(IAM_SIGNATURE), "SignatureDoesNotMatch", 403, "Signature expired");
        iam.clock().advance(Duration.ofMinutes(-31));
        assertRefused(iam, listUsers(IAM_SIGNATURE), "SignatureDoesNotMatch", 403, "not yet current");
    }

    @Test
    void authenticate_shouldRefuse_whenAnAmzHeaderIsNotSigned() {
        var headers = new LinkedHashMap<>(headers(IAM_SIGNATURE));
        headers.put("X-Amz-Target", "Evil.Operation");
        var exchange = new FakeExchange("GET", LIST_USERS, headers, new byte[0]);

        assertRefused(iam, exchange, "InvalidSignatureException", 403, "x-amz-target");
    }

    @Test
    void authenticate_shouldRefuse_whenItIsHalfSigned() {
        assertRefused(
                iam,
                new FakeExchange("GET", "/", Map.of("Authorization", "AWS5-HMAC-SHA256 Credential=xyz"), new byte[0]),
                "AuthorizationHeaderMalformed",
                400,
                "Unsupported AWS 'algorithm'");
        assertRefused(
                iam,
                listUsers(IAM_SIGNATURE.replace("20150830/", "20150831/")),
                "IncompleteSignature",
                400,
                "Date in Credential scope");
    }

    @Test
    void authenticate_shouldCallUnsignedRequestsAnonymous() throws Exception {
        var exchange = new FakeExchange("GET", "/bucket/key", Map.of("Host", "localhost"), new byte[0]);

        assertThat(iam.verifier().authenticate(exchange).caller()).isEqualTo(Caller.ANONYMOUS);
    }

    @Test
    void authenticate_shouldRequireTheSessionTokenAndItsLife() throws Exception {
        var kit = new SigningKit("ASIASESSION", IAM_SECRET, IAM_TIME, Optional.of("token"), IAM_TIME.plusSeconds(60));
        var signed = kit.sign("POST", "http://localhost:4566/", Map.of("X-Amz-Target", "AmazonSSM.GetParameter"), "{}");
        var stripped = kit.withoutToken("POST", "http://localhost:4566/", "{}");

        assertThat(kit.verifier().authenticate(signed).caller()).isEqualTo(SigningKit.CALLER);
        assertRefused(kit, stripped, "UnrecognizedClientException", 403, "security token");
        kit.clock().advance(Duration.ofSeconds(60));
        assertRefused(kit, signed, "ExpiredTokenException", 403, "expired");
    }

    private static void assertRefused(SigningKit kit, FakeExchange exchange, String code, int status, String message) {
        assertThatThrownBy(() -> kit.verifier().authenticate(exchange))
                .isInstanceOfSatisfying(AwsException.class, e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e.status()).isEqualTo(status);
                    assertThat(e.getMessage()).contains(message);
                });
    }

    private static final String LIST_USERS = "/?Action=ListUsers&Version=2010-05-08";
    private static final String IAM_SIGNATURE =
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
                    + "SignedHeaders=content-type;host;x-amz-date, "
                    + "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7";

    private static Map<String, String> headers(String authorization) {
        return Map.of(
                "Host",
                "iam.amazonaws.com",
                "Content-Type",
                "application/x-www-form-urlencoded; charset=utf-8",
                "X-Amz-Date",
                "20150830T123600Z",
                "Authorization",
                authorization);
    }

    private static FakeExchange listUsers(String authorization) {
        return new FakeExchange("GET", LIST_USERS, headers(authorization), new byte[0]);
    }

    private static FakeExchange presigned(int seconds) {
        return new FakeExchange(
                "GET",
                "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=" + S3_SCOPE.replace("/", "%2F")
                        + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=" + seconds + "&X-Amz-SignedHeaders=host"
                        + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
                Map.of("Host", "examplebucket.s3.amazonaws.com"),
                new byte[0]);
    }

    private static String hashOfAs(int count) {
        var bytes = new byte[count];
        Arrays.fill(bytes, (byte) 'a');
        return SigV4.hash(bytes);
    }

    /** The paths of Lambda's API hold ARNs; S3's hold keys. */
    @Test
    void requestSigner_shouldSignEncodedPaths_asTheServiceEncodesThem() throws Exception {
        var signer = new RequestSigner("AKIDEXAMPLE", IAM_SECRET, Optional.empty(), "eu-central-1", iam.clock());
        for (var service : List.of("lambda", "s3")) {
            var uri = URI.create("http://127.0.0.1:4566/functions/arn%3Aaws%3Alambda/a%20b~c*?b=2&a=1");
            var sent = signer.sign("POST", uri, service, Map.of(), new byte[0]).build();
            var headers = new LinkedHashMap<String, String>();
            headers.put("Host", uri.getAuthority());
            sent.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
            var exchange = new FakeExchange("POST", uri.getRawPath() + "?" + uri.getRawQuery(), headers, new byte[0]);

            assertThat(iam.verifier().authenticate(exchange).service()).isEqualTo(service);
        }
    }

    /** Keeps the compiler's eye on what callers rely on: the body can still be read after the check. */
    @Test
    void authenticate_shouldLeaveTheBodyReadable() throws Exception {
        var kit = new SigningKit("AKIDEXAMPLE", IAM_SECRET, IAM_TIME);
        AwsRequest request =
                kit.verifier().authenticate(kit.sign("POST", "http://localhost:4566/", Map.of(), "{\"a\":1}"));

        assertThat(new String(request.exchange().body(100), StandardCharsets.UTF_8))
                .isEqualTo("{\"a\":1}");
    }
}

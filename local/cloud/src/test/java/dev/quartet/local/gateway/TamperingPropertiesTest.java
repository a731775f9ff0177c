package dev.quartet.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.http.FakeExchange;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever AWS's own signer signs is accepted; whatever is changed on the way is refused. */
class TamperingPropertiesTest {
    private static final SigningKit KIT =
            new SigningKit("AKIDEXAMPLE", "some/secret+key", Instant.parse("2026-01-31T12:00:00Z"));

    @Property(tries = 300)
    void signedRequestsAreAccepted(@ForAll("texts") String path, @ForAll("texts") String value, @ForAll String body)
            throws Exception {
        for (var service : new String[] {"ssm", "s3"}) {
            var exchange = signed(service, path, value, body);
            assertThat(KIT.verifier().authenticate(exchange).service()).isEqualTo(service);
        }
    }

    @Property(tries = 500)
    void changedRequestsAreRefused(
            @ForAll("texts") String path,
            @ForAll("texts") String value,
            @ForAll String body,
            @ForAll @IntRange(min = 0, max = 7) int what,
            @ForAll("services") String service)
            throws Exception {
        var exchange = signed(service, path, value, body);
        var headers = new LinkedHashMap<String, String>();
        exchange.headers().forEach((name, values) -> headers.put(name, values.getFirst()));
        var method = exchange.method();
        var target = exchange.rawPath() + "?" + exchange.rawQuery();
        var bytes = exchange.body().readAllBytes();
        switch (what) {
            case 0 -> method = "PUT";
            case 1 -> target = "/x" + target;
            case 2 -> target = target + "x";
            case 3 -> target = target + "&admin=true";
            case 4 -> headers.merge("x-amz-meta-owner", "x", String::concat);
            case 5 -> headers.put("x-amz-date", "20260131T120001Z");
            case 6 -> headers.merge("authorization", "", (old, none) -> old.replace("eu-central-1", "eu-central-2"));
            default -> bytes = (new String(bytes, StandardCharsets.UTF_8) + " ").getBytes(StandardCharsets.UTF_8);
        }
        var tampered = new FakeExchange(method, target, headers, bytes);

        assertThatThrownBy(() -> KIT.verifier().authenticate(tampered)).isInstanceOf(AwsException.class);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("abcXYZ019-_.~/ %+&=#?!'()*:@$,;é한😀")
                .ofMinLength(1)
                .ofMaxLength(20);
    }

    @Provide
    Arbitrary<String> services() {
        return Arbitraries.of("ssm", "s3");
    }

    private static FakeExchange signed(String service, String path, String value, String body) {
        return KIT.signFor(
                service,
                "POST",
                "http://localhost:4566/k" + encoded(path) + "?v=" + encoded(value) + "&flag&a=1",
                Map.of("x-amz-meta-owner", "me  and   you ", "Content-Type", "text/plain"),
                body);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}

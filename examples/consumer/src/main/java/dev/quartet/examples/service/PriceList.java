package dev.quartet.examples.service;

import dev.quartet.exports.InvalidExportsException;
import dev.quartet.exports.ServicesExports;
import dev.quartet.exports.StackExports;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prints what the shop of a stack sells, one product a line: SKU, name, price. Its one argument is the stack's name. */
public final class PriceList {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private PriceList() {}

    public static void main(String[] args) {
        if (args.length != 1) {
            System.err.println("usage: PriceList STACK, for example dev");
            System.exit(64);
        }
        try (SsmClient ssm = ssm()) {
            print(QuartetParameters.read(ssm, args[0]), System.out);
        } catch (InvalidExportsException | SdkException | IOException e) {
            System.err.println(
                    "The exports of the stack " + args[0] + ", or the shop that they name: " + e.getMessage());
            System.exit(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            System.exit(1);
        }
    }

    /** Region, credentials and endpoint are the environment's. */
    private static SsmClient ssm() {
        return SsmClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder().connectionTimeout(Duration.ofSeconds(2)))
                .overrideConfiguration(client -> client.apiCallTimeout(PATIENCE))
                .build();
    }

    static void print(StackExports exports, PrintStream out) throws IOException, InterruptedException {
        ServicesExports services = exports.services();
        if (services == null) {
            throw new IOException("it has no services");
        }
        String url = services.catalog().api().url();
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            String cursor = "";
            do {
                JsonNode page = page(http, url + "/products?limit=100" + cursor);
                for (JsonNode product : page.path("items")) {
                    out.println(product.path("sku").asString() + "\t"
                            + product.path("name").asString() + "\t"
                            + product.at("/price/amount").asString() + " "
                            + product.at("/price/currency").asString());
                }
                cursor = page.has("nextCursor")
                        ? "&cursor=" + page.path("nextCursor").asString()
                        : "";
            } while (!cursor.isEmpty());
        }
    }

    private static JsonNode page(HttpClient http, String url) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(url + " answered " + answer.statusCode());
        }
        return JsonMapper.shared().readTree(answer.body());
    }
}

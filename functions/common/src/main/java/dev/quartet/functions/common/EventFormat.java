package dev.quartet.functions.common;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** In which of Lambda's formats a request comes, and its response must go. */
public enum EventFormat {
    /**
     * A REST API's proxy integration.
     *
     * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html">Lambda proxy
     *     integrations in API Gateway</a>
     */
    REST_API {
        @Override
        ProxyRequest read(Map<String, @Nullable Object> event) {
            return new ProxyRequest(
                    EventFields.text(event, "httpMethod"),
                    EventFields.text(event, "resource"),
                    Events.at(event, "requestContext", "path") instanceof String path
                            ? path
                            : EventFields.text(event, "path"),
                    EventFields.texts(event.get("pathParameters")),
                    EventFields.texts(event.get("queryStringParameters")),
                    EventFields.headers(EventFields.texts(event.get("headers"))),
                    EventFields.body(event),
                    EventFields.texts(Events.at(event, "requestContext", "authorizer", "claims")),
                    Events.at(event, "requestContext", "identity", "userArn") instanceof String arn ? arn : null);
        }
    },
    /**
     * An HTTP API's integration with payload format 2.0: headers in lower case, what is repeated joined by commas.
     *
     * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">AWS Lambda
     *     proxy integrations for HTTP APIs</a>
     */
    HTTP_API {
        @Override
        ProxyRequest read(Map<String, @Nullable Object> event) {
            String route = EventFields.text(event, "routeKey");
            int space = route.indexOf(' ');
            return new ProxyRequest(
                    Events.text(event, "requestContext", "http", "method"),
                    // $default names no template: the router looks for one.
                    space < 0 ? "" : route.substring(space + 1),
                    EventFields.text(event, "rawPath"),
                    EventFields.texts(event.get("pathParameters")),
                    EventFields.query(event.get("rawQueryString") instanceof String query ? query : ""),
                    EventFields.headers(EventFields.texts(event.get("headers"))),
                    EventFields.body(event),
                    EventFields.texts(Events.at(event, "requestContext", "authorizer", "jwt", "claims")),
                    Events.at(event, "requestContext", "authorizer", "iam", "userArn") instanceof String arn
                            ? arn
                            : null);
        }
    },
    /**
     * An Application Load Balancer's Lambda target with multi-value headers: path and query come as the client encoded them, and nothing
     * is said of routes.
     *
     * @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html">Lambda functions as
     *     targets</a>
     */
    LOAD_BALANCER {
        @Override
        ProxyRequest read(Map<String, @Nullable Object> event) {
            Map<String, String> query = new LinkedHashMap<>();
            EventFields.lastTexts(event, "multiValueQueryStringParameters", "queryStringParameters")
                    .forEach((name, value) -> query.put(EventFields.decoded(name), EventFields.decoded(value)));
            return new ProxyRequest(
                    EventFields.text(event, "httpMethod"),
                    "",
                    EventFields.text(event, "path"),
                    Map.of(),
                    query,
                    EventFields.headers(EventFields.lastTexts(event, "multiValueHeaders", "headers")),
                    EventFields.body(event),
                    Map.of(),
                    null);
        }

        @Override
        byte[] write(ProxyResponse response) {
            Map<String, List<String>> headers = new LinkedHashMap<>();
            response.headers().forEach((name, value) -> headers.put(name, List.of(value)));
            Map<String, Object> event = new LinkedHashMap<>();
            event.put("statusCode", response.status());
            event.put("statusDescription", response.status() + " " + StatusTexts.of(response.status()));
            // The target group's setting decides which of the two is read; the other is passed over.
            event.put("headers", response.headers());
            event.put("multiValueHeaders", headers);
            event.put("body", response.body());
            event.put("isBase64Encoded", false);
            return Json.bytes(event);
        }
    };

    /** The format of an event's JSON. */
    public static EventFormat of(Map<String, @Nullable Object> event) {
        if ("2.0".equals(event.get("version"))) {
            return HTTP_API;
        }
        return Events.at(event, "requestContext", "elb") == null ? REST_API : LOAD_BALANCER;
    }

    /** @throws IllegalArgumentException naming what is missing if the event is none of this format */
    abstract ProxyRequest read(Map<String, @Nullable Object> event);

    /** The response's JSON; REST APIs and HTTP APIs take the same. */
    byte[] write(ProxyResponse response) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("statusCode", response.status());
        event.put("headers", response.headers());
        event.put("body", response.body());
        event.put("isBase64Encoded", false);
        return Json.bytes(event);
    }
}

package dev.quartet.local.ec2;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.XmlWriter;
import dev.quartet.local.core.AwsException;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/** Answers of EC2's own form of the query protocol: lists of {@code <item>}, small first letters, no result element around them. */
final class Ec2Xml {
    private static final String NAMESPACE = "http://ec2.amazonaws.com/doc/2016-11-15/";

    private Ec2Xml() {}

    /** Answers {@code request} by what {@code body} writes. */
    static void respond(AwsRequest request, String action, Consumer<XmlWriter> body) throws IOException {
        var xml = new XmlWriter().open(action + "Response", NAMESPACE).element("requestId", request.requestId());
        body.accept(xml);
        send(request, 200, xml.close(action + "Response"));
    }

    /** Answers with an error. */
    static void respond(AwsRequest request, AwsException error) throws IOException {
        send(
                request,
                error.status(),
                new XmlWriter()
                        .open("Response")
                        .open("Errors")
                        .open("Error")
                        .element("Code", error.code())
                        .element("Message", error.getMessage())
                        .close("Error")
                        .close("Errors")
                        .element("RequestID", request.requestId())
                        .close("Response"));
    }

    /** Writes a list. */
    static <T> void list(XmlWriter xml, String name, Iterable<T> values, Consumer<T> item) {
        xml.open(name);
        for (var value : values) {
            xml.open("item");
            item.accept(value);
            xml.close("item");
        }
        xml.close(name);
    }

    private static void send(AwsRequest request, int status, XmlWriter xml) throws IOException {
        request.exchange()
                .respond(
                        status,
                        Map.of("Content-Type", "text/xml;charset=UTF-8", "x-amzn-RequestId", request.requestId()),
                        xml.toBytes());
    }
}

package dev.quartet.local.cloudfront.control;

import dev.quartet.local.aws.XmlWriter;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.http.BodyTooLargeException;
import dev.quartet.local.http.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** Invalidations as XML. */
final class InvalidationXml {
    static final String NAMESPACE = "http://cloudfront.amazonaws.com/doc/2020-05-31/";
    private static final int MAX_BODY = 1024 * 1024;
    /** Per distribution at a time. */
    private static final int MOST_PATHS = 3_000;

    private InvalidationXml() {}

    /** What a client asks to be forgotten. */
    record Batch(String callerReference, List<String> paths) {
        Batch {
            paths = List.copyOf(paths);
        }
    }

    static Batch read(HttpExchange exchange) throws IOException {
        var document = parse(exchange);
        var paths = new ArrayList<String>();
        var nodes = document.getElementsByTagNameNS("*", "Path");
        for (int i = 0; i < nodes.getLength(); i++) {
            paths.add(checked(nodes.item(i).getTextContent()));
        }
        var reference = document.getElementsByTagNameNS("*", "CallerReference");
        if (reference.getLength() != 1 || reference.item(0).getTextContent().isEmpty()) {
            throw invalid("The parameter CallerReference is required");
        }
        if (paths.isEmpty()) {
            throw invalid("Your request must contain at least one path to invalidate");
        }
        if (paths.size() > MOST_PATHS) {
            throw new AwsException(
                    "TooManyInvalidationsInProgress",
                    400,
                    "%d paths are over the limit of %d".formatted(paths.size(), MOST_PATHS));
        }
        return new Batch(reference.item(0).getTextContent(), paths);
    }

    static XmlWriter whole(Edge.Invalidation invalidation) {
        var xml = new XmlWriter()
                .open("Invalidation", NAMESPACE)
                .element("Id", invalidation.id())
                .element("Status", "Completed")
                .element("CreateTime", invalidation.created().toString())
                .open("InvalidationBatch")
                .open("Paths")
                .element("Quantity", Integer.toString(invalidation.paths().size()))
                .open("Items");
        invalidation.paths().forEach(path -> xml.element("Path", path));
        return xml.close("Items")
                .close("Paths")
                .element("CallerReference", invalidation.callerReference())
                .close("InvalidationBatch")
                .close("Invalidation");
    }

    static XmlWriter list(List<Edge.Invalidation> invalidations) {
        var xml = new XmlWriter()
                .open("InvalidationList", NAMESPACE)
                .element("Marker", "")
                .element("MaxItems", "100")
                .element("IsTruncated", "false")
                .element("Quantity", Integer.toString(invalidations.size()))
                .open("Items");
        for (var invalidation : invalidations) {
            xml.open("InvalidationSummary")
                    .element("Id", invalidation.id())
                    .element("CreateTime", invalidation.created().toString())
                    .element("Status", "Completed")
                    .close("InvalidationSummary");
        }
        return xml.close("Items").close("InvalidationList");
    }

    private static String checked(String path) {
        int star = path.indexOf('*');
        if (!path.startsWith("/") || (star >= 0 && star < path.length() - 1)) {
            throw invalid(
                    "Your request contains one or more invalid invalidation paths: '%s' must begin with / and may end with *"
                            .formatted(path));
        }
        return path;
    }

    private static AwsException invalid(String message) {
        return new AwsException("InvalidArgument", 400, message);
    }

    private static Document parse(HttpExchange exchange) throws IOException {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setNamespaceAware(true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(exchange.body(MAX_BODY)));
        } catch (SAXException e) {
            throw new AwsException("MalformedInput", 400, "The request body is not well-formed XML");
        } catch (BodyTooLargeException e) {
            throw new AwsException("RequestTooLong", 413, "The request body is over " + MAX_BODY + " bytes");
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e); // the JDK's own parser knows both features
        }
    }
}

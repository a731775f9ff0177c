package dev.quartet.local.s3;

import dev.quartet.local.core.AwsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Reads the XML that clients send; entities and document types are refused. */
final class S3Xml {
    static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
    private static final int MAX_BODY = 4 * 1024 * 1024;

    private S3Xml() {}

    /** Returns the root element of a request's body; throws {@code MalformedXML}. */
    static Element read(S3Call call) throws IOException {
        var body = call.header("x-amz-content-sha256")
                        .filter(h -> h.startsWith("STREAMING-"))
                        .isPresent()
                ? new ChunkedBody(call.exchange().body(), call.request().chunks(), true).readNBytes(MAX_BODY)
                : call.exchange().body(MAX_BODY);
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setNamespaceAware(true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(body)).getDocumentElement();
        } catch (SAXException e) {
            throw new AwsException(
                    "MalformedXML",
                    400,
                    "The XML you provided was not well-formed or did not validate against our published schema");
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e); // the JDK's own parser knows both features
        }
    }

    /** Returns the child elements of that name. */
    static List<Element> children(Element parent, String name) {
        var result = new ArrayList<Element>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && name.equals(element.getLocalName())) {
                result.add(element);
            }
        }
        return result;
    }

    /** Returns the text of the first child of that name. */
    static Optional<String> text(Element parent, String name) {
        return children(parent, name).stream().findFirst().map(Element::getTextContent);
    }
}

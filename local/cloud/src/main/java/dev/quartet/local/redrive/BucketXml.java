package dev.quartet.local.redrive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.SAXException;

/** Reads S3's XML. */
final class BucketXml {
    private BucketXml() {}

    /** Returns the texts of all elements of that name, wherever they stand. */
    static List<String> texts(byte[] xml, String element) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var nodes = factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml))
                    .getElementsByTagName(element);
            var result = new ArrayList<String>();
            for (int i = 0; i < nodes.getLength(); i++) {
                result.add(nodes.item(i).getTextContent());
            }
            return result;
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new RedriveException("S3 answered what is no XML: " + e.getMessage(), e);
        }
    }
}

package dev.quartet.local.cloudfront.control;

import dev.quartet.local.aws.XmlWriter;
import dev.quartet.local.cloudfront.config.Behavior;
import dev.quartet.local.core.Inputs;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Distributions as XML: what stands in them that is used here. */
final class DistributionXml {
    private DistributionXml() {}

    static XmlWriter whole(Edge edge) {
        var xml = new XmlWriter().open("Distribution", InvalidationXml.NAMESPACE);
        head(xml, edge);
        xml.element("InProgressInvalidationBatches", "0").open("DistributionConfig");
        config(xml, edge);
        return xml.close("DistributionConfig").close("Distribution");
    }

    static XmlWriter config(Edge edge) {
        var xml = new XmlWriter().open("DistributionConfig", InvalidationXml.NAMESPACE);
        config(xml, edge);
        return xml.close("DistributionConfig");
    }

    static XmlWriter list(Collection<Edge> edges) {
        var xml = new XmlWriter()
                .open("DistributionList", InvalidationXml.NAMESPACE)
                .element("Marker", "")
                .element("MaxItems", "100")
                .element("IsTruncated", "false")
                .element("Quantity", Integer.toString(edges.size()))
                .open("Items");
        for (var edge : edges) {
            xml.open("DistributionSummary");
            head(xml, edge);
            shared(xml, edge);
            xml.close("DistributionSummary");
        }
        return xml.close("Items").close("DistributionList");
    }

    private static void head(XmlWriter xml, Edge edge) {
        var distribution = edge.distribution();
        xml.element("Id", distribution.id())
                .element("ARN", distribution.arn())
                .element("Status", "Deployed")
                .element("LastModifiedTime", edge.created().toString())
                .element("DomainName", distribution.domainName());
    }

    private static void config(XmlWriter xml, Edge edge) {
        xml.element("CallerReference", "quartet-" + edge.distribution().id())
                .element("DefaultRootObject", edge.distribution().defaultRootObject());
        shared(xml, edge);
    }

    private static void shared(XmlWriter xml, Edge edge) {
        var distribution = edge.distribution();
        list(xml, "Aliases", "CNAME", distribution.aliases());
        origins(xml, edge.inputs());
        xml.open("DefaultCacheBehavior");
        behavior(xml, distribution.defaultBehavior());
        xml.close("DefaultCacheBehavior")
                .open("CacheBehaviors")
                .element("Quantity", Integer.toString(distribution.behaviors().size()))
                .open("Items");
        for (var behavior : distribution.behaviors()) {
            xml.open("CacheBehavior").element("PathPattern", behavior.pattern().toString());
            behavior(xml, behavior);
            xml.close("CacheBehavior");
        }
        xml.close("Items")
                .close("CacheBehaviors")
                .element("Comment", edge.inputs().optionalString("comment").orElse(""))
                .element(
                        "PriceClass", edge.inputs().optionalString("priceClass").orElse("PriceClass_All"))
                .element("Enabled", Boolean.toString(distribution.enabled()))
                .element("WebACLId", edge.inputs().optionalString("webAclId").orElse(""))
                .element(
                        "HttpVersion",
                        edge.inputs().optionalString("httpVersion").orElse("http2"))
                .element("IsIPV6Enabled", Boolean.toString(edge.inputs().flag("isIpv6Enabled", false)))
                .element("Staging", "false");
    }

    private static void origins(XmlWriter xml, Inputs inputs) {
        var origins = inputs.blocks("origins");
        xml.open("Origins")
                .element("Quantity", Integer.toString(origins.size()))
                .open("Items");
        for (var origin : origins) {
            xml.open("Origin")
                    .element("Id", origin.string("originId"))
                    .element("DomainName", origin.string("domainName"))
                    .element("OriginPath", origin.optionalString("originPath").orElse(""))
                    .element(
                            "OriginAccessControlId",
                            origin.optionalString("originAccessControlId").orElse(""))
                    .close("Origin");
        }
        xml.close("Items").close("Origins");
    }

    private static void behavior(XmlWriter xml, Behavior behavior) {
        xml.element("TargetOriginId", behavior.targetOriginId())
                .element("Compress", Boolean.toString(behavior.compress()))
                .element("CachePolicyId", behavior.cachePolicy().id());
        behavior.originRequestPolicy().ifPresent(policy -> xml.element("OriginRequestPolicyId", policy.id()));
        behavior.responseHeadersPolicy().ifPresent(policy -> xml.element("ResponseHeadersPolicyId", policy.id()));
        list(xml, "AllowedMethods", "Method", behavior.allowedMethods());
    }

    private static void list(XmlWriter xml, String name, String element, Collection<String> values) {
        var sorted = values instanceof Set ? values.stream().sorted().toList() : List.copyOf(values);
        xml.open(name).element("Quantity", Integer.toString(sorted.size())).open("Items");
        sorted.forEach(value -> xml.element(element, value));
        xml.close("Items").close(name);
    }
}

package dev.quartet.dashboard.services;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import dev.quartet.dashboard.ui.ConsoleLinks;
import dev.quartet.dashboard.ui.Facts;
import dev.quartet.exports.FunctionRef;
import dev.quartet.exports.QueueRef;
import dev.quartet.exports.ServicesExports;
import dev.quartet.exports.StackExports;
import org.jspecify.annotations.Nullable;

/** What a service consists of, by AWS's names, each linked to where one sees more of it. */
final class PartsPanel extends Section {
    private final ConsoleLinks links;
    private final boolean local;

    PartsPanel(StackExports exports, ServicesExports shop, ServiceParts parts) {
        this.links = new ConsoleLinks(exports.region(), exports.endpointUrl());
        this.local = exports.endpointUrl() != null;
        addClassNames("panel", "parts");
        Facts facts = new Facts();
        FrontDoor door = parts.door();
        if (door != null) {
            facts.line(getTranslation("service.part.url"), outward(door.url(), door.url()));
            facts.line(
                    getTranslation(door.rest() ? "service.part.rest" : "service.part.http"),
                    linked(
                            door.api().name() + " (" + door.api().id() + ")",
                            links.api(door.api().id(), door.rest())));
            if (door.loadBalancer() != null) {
                facts.line(getTranslation("service.part.balancer"), new Span(door.loadBalancer()));
            }
        }
        if (parts.service() == Service.IMPORTS) {
            facts.line(
                    getTranslation("service.part.bucket"),
                    linked(
                            shop.imports().bucket() + "/" + shop.imports().prefix(),
                            links.bucket(shop.imports().bucket())));
        }
        for (FunctionRef function : parts.functions()) {
            facts.line(getTranslation("service.part.function"), function(function));
        }
        if (parts.table() != null) {
            facts.line(
                    getTranslation("service.part.table"),
                    linked(parts.table().name(), links.table(parts.table().name())));
        }
        queue(facts, "service.part.queue", parts.queue());
        parts.deadLetters().forEach(queue -> queue(facts, "service.part.dead", queue));
        if (parts.topic() != null) {
            facts.line(
                    getTranslation("service.part.topic"),
                    linked(parts.topic(), links.topic(shop.orderPlacedTopicArn())));
        }
        if (parts.stream() != null) {
            facts.line(getTranslation("service.part.stream"), linked(parts.stream(), links.stream(parts.stream())));
        }
        add(new H2(getTranslation("service.parts")), facts);
    }

    private Component[] function(FunctionRef function) {
        Component name = linked(function.name() + ":" + function.alias(), links.function(function.name()));
        if (!local) {
            return new Component[] {name};
        }
        Span hint = new Span(getTranslation("service.part.logs") + " ");
        hint.addClassName("fact-note");
        hint.add(new Code("./quartet logs " + function.name()));
        return new Component[] {name, hint};
    }

    private void queue(Facts facts, String key, @Nullable QueueRef queue) {
        if (queue != null) {
            facts.line(getTranslation(key), linked(queue.name(), links.queue(queue.url())));
        }
    }

    private static Component linked(String text, @Nullable String address) {
        return address == null ? new Span(text) : outward(text, address);
    }

    private static Anchor outward(String text, String address) {
        Anchor link = new Anchor(address, text);
        link.setTarget(AnchorTarget.BLANK);
        link.getElement().setAttribute("rel", "noopener noreferrer");
        return link;
    }
}

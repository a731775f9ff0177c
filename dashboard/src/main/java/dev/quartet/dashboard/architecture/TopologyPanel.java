package dev.quartet.dashboard.architecture;

import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.UnorderedList;
import dev.quartet.dashboard.metric.Window;
import dev.quartet.dashboard.ui.Topology;
import dev.quartet.dashboard.ui.TopologyModel;
import dev.quartet.dashboard.ui.TopologyModel.Back;
import dev.quartet.dashboard.ui.TopologyModel.Edge;
import dev.quartet.dashboard.ui.TopologyModel.Node;

/** An architecture's topology with what its figures cover, and the same in words for those who cannot see it. */
public final class TopologyPanel extends Section {
    private final String explained;
    private final Paragraph caption = new Paragraph();
    private final Topology topology = new Topology();
    private final UnorderedList sentences = new UnorderedList();

    /**
     * @param explained the name of the text that explains the figures
     */
    public TopologyPanel(String explained) {
        this.explained = explained;
        addClassNames("panel", "flow");
        caption.addClassName("caption");
        sentences.addClassName("sr-only");
        add(new H2(getTranslation("topology")), caption, topology, sentences);
    }

    /** Shows the model, whose figures cover {@code live}: the newest minutes, or all of what is {@code past}. */
    public void show(TopologyModel model, Window live, boolean past) {
        topology.show(model);
        String covered = past
                ? getTranslation("topology.covers.all")
                : getTranslation("topology.covers", live.length().toMinutes());
        caption.setText(covered + " " + getTranslation(explained));
        sentences.removeAll();
        model.edges().forEach(edge -> sentences.add(new ListItem(sentence(model, edge))));
    }

    private String sentence(TopologyModel model, Edge edge) {
        String flow =
                getTranslation("topology.edge", name(model, edge.from()), name(model, edge.to()), edge.rateText());
        String below = edge.latencyText().isEmpty() ? "" : ", " + edge.latencyText();
        Back back = edge.back();
        String trouble = edge.trouble().isEmpty() ? "" : ", " + edge.trouble();
        return flow + below + trouble + (back == null ? "" : ", " + back.text());
    }

    private static String name(TopologyModel model, String id) {
        return model.nodes().stream()
                .filter(node -> node.id().equals(id))
                .findFirst()
                .map(Node::title)
                .orElse(id);
    }
}

package dev.quartet.local.engine;

import com.google.protobuf.Struct;
import java.util.List;
import java.util.Map;
import pulumirpc.Resource.RegisterResourceRequest;

/**
 * One resource of a run. Immutable.
 *
 * @param request as the program sent it
 * @param urn given by the engine
 * @param id given by the provisioner; empty for a component
 * @param outputs those beyond the echoed inputs
 * @param running false for what is only recorded
 */
record GraphNode(RegisterResourceRequest request, String urn, String id, Map<String, Object> outputs, boolean running) {
    Struct inputs() {
        return request.getObject();
    }

    boolean custom() {
        return request.getCustom();
    }

    List<String> dependencies() {
        return List.copyOf(request.getDependenciesList());
    }
}

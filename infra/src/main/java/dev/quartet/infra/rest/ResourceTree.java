package dev.quartet.infra.rest;

import com.pulumi.aws.apigateway.Resource;
import com.pulumi.aws.apigateway.ResourceArgs;
import com.pulumi.aws.apigateway.RestApi;
import com.pulumi.core.Output;
import dev.quartet.infra.core.Scope;
import java.util.LinkedHashMap;
import java.util.Map;

/** The API's resources, made once for each path that a route needs. */
final class ResourceTree {
    private final com.pulumi.resources.Resource parent;
    private final RestApi api;
    private final String prefix;
    private final Map<String, Resource> resources = new LinkedHashMap<>();

    ResourceTree(com.pulumi.resources.Resource parent, RestApi api, String prefix) {
        this.parent = parent;
        this.api = api;
        this.prefix = prefix;
    }

    /** Returns the id of a path's resource, making it and those above it when they are missing. */
    Output<String> id(String path) {
        if (path.isEmpty()) {
            return api.rootResourceId();
        }
        Resource known = resources.get(path);
        if (known == null) {
            int slash = path.lastIndexOf('/');
            Output<String> above = id(path.substring(0, slash));
            known = new Resource(
                    prefix + "-" + slug(path),
                    ResourceArgs.builder()
                            .restApi(api.id())
                            .parentId(above)
                            .pathPart(path.substring(slash + 1))
                            .build(),
                    Scope.in(parent));
            resources.put(path, known);
        }
        return known.id();
    }

    static String slug(String path) {
        return path.substring(1).replaceAll("[^A-Za-z0-9]+", "-").replaceAll("-$", "");
    }
}

package dev.quartet.local.apigateway;

/** One method of one resource; {@code httpMethod} may be {@code ANY}. */
record MethodKey(String resourceId, String httpMethod) {
    @Override
    public String toString() {
        return httpMethod + " of resource " + resourceId;
    }
}

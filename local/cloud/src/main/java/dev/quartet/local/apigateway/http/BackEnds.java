package dev.quartet.local.apigateway.http;

import dev.quartet.local.core.FunctionInvoker;
import dev.quartet.local.core.LoadBalancers;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.http.PassThroughClient;
import java.time.Duration;
import java.util.concurrent.ExecutorService;

/** Makes integrations of what the program declares. Immutable. */
record BackEnds(
        FunctionInvoker invoker,
        ExecutorService threads,
        LoadBalancers loadBalancers,
        Reachability reachability,
        PassThroughClient client) {
    Integration function(String arn, LambdaIntegration.Format format, Duration timeout) {
        return new LambdaIntegration(invoker, threads, arn, format, timeout);
    }

    Integration http(HttpIntegration.Target target, String method, ParameterMapping mapping, Duration timeout) {
        return new HttpIntegration(client, target, method, mapping, timeout);
    }

    HttpIntegration.Target listener(VpcLink link, String listenerArn) {
        return new PrivateTarget(loadBalancers, reachability, link, listenerArn);
    }
}

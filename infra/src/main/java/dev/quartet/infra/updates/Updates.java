package dev.quartet.infra.updates;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.quartet.exports.UpdatesExports;
import dev.quartet.infra.balancer.InstanceBalancer;
import dev.quartet.infra.config.UpdatesSettings;
import dev.quartet.infra.core.ProgramFiles;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.core.Scopes;
import dev.quartet.infra.edge.EdgeName;
import dev.quartet.infra.network.Network;
import dev.quartet.infra.operations.Alarms;
import dev.quartet.infra.shared.Shared;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Architecture 4: an application on instances that the edge answers for; releases get to them through a bucket. */
public final class Updates extends ComponentResource {
    /** What the build makes that the architecture runs, from the folder of Pulumi.yaml. */
    public static final List<String> BUILT = List.of(Publishing.ZIP, ServerCode.JAR);

    private static final String KEY = "updates";

    private final Output<UpdatesExports> exports;

    /** {@code edgeAlarms} are those of us-east-1. */
    public Updates(Scopes scopes, Scope scope, Shared shared, Alarms edgeAlarms, ProgramFiles program) {
        super("quartet:updates:Updates", KEY, scope.top());
        UpdatesSettings settings = scope.settings().updates().orElseThrow();
        Network network = shared.network().orElseThrow(() -> new IllegalStateException("updates has no network"));
        ReleaseFiles files = new ReleaseFiles(scope, this, network);
        Publishing publishing = new Publishing(scope, this, network, files, shared.alarms());
        Servers servers = new Servers(scope, this, network, files, program);
        InstanceBalancer balancer = servers.balancer();
        PrivateOrigin origin = new PrivateOrigin(scope, this, network, balancer);
        Downloads downloads = new Downloads(scope, scopes.edge(KEY), this, balancer.dnsName(), origin.id(), edgeAlarms);
        new ServerAlarms(shared.alarms(), this)
                .create(settings, balancer, servers.autoScalingGroup(), files.fileSystemId());
        Output<List<String>> texts = Output.all(
                downloads.url(),
                downloads.distributionId(),
                publishing.bucketName(),
                balancer.arnSuffix(),
                balancer.targetsArnSuffix(),
                servers.autoScalingGroup(),
                files.fileSystemId(),
                origin.id());
        Output<Optional<String>> originUrl = balancer.dnsName().applyValue(Updates::originUrl);
        this.exports = Output.tuple(
                        texts, publishing.functionRef(), publishing.failedRef(), publishing.locksRef(), originUrl)
                .applyValue(t -> new UpdatesExports(
                        t.t1.get(0),
                        t.t1.get(1),
                        t.t1.get(2),
                        t.t1.get(3),
                        t.t1.get(4),
                        t.t1.get(5),
                        t.t1.get(6),
                        List.of(t.t2),
                        t.t3,
                        t.t4,
                        settings.requestsPerTarget(),
                        t.t5.orElse(null),
                        t.t1.get(7)));
        registerOutputs(Map.of("url", downloads.url()));
    }

    /** Only the local cloud's load balancer is where its name says: one on AWS answers CloudFront alone. */
    private static Optional<String> originUrl(String host) {
        return EdgeName.isLoopback(host) ? Optional.of("http://" + host) : Optional.empty();
    }

    /** Returns what the stack exports of this architecture. */
    public Output<UpdatesExports> exports() {
        return exports;
    }
}

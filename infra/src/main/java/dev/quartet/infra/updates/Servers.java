package dev.quartet.infra.updates;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.ec2.LaunchTemplate;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.infra.balancer.InstanceBalancer;
import dev.quartet.infra.config.UpdatesSettings;
import dev.quartet.infra.core.ProgramFiles;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.network.InterfaceEndpoints;
import dev.quartet.infra.network.Network;
import dev.quartet.infra.network.PrivateGroup;
import dev.quartet.infra.policy.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The servers of updates behind their load balancer. */
final class Servers extends ComponentResource {
    private static final String NAME = "updates";
    private static final String SERVER = "updates-server";
    private static final String START = "infra/src/main/server/start.sh";
    private static final String MOUNT_PATH = "/mnt/releases";
    private static final int PORT = 8080;
    /** Longer than the load balancer's 60 s, or its requests would meet connections that close. */
    private static final int IDLE_SECONDS = 75;

    private static final int DRAIN_SECONDS = 30;

    private final Scope scope;
    private final Network network;
    private final ReleaseFiles files;
    private final ServerCode code;
    private final LogGroup log;
    private final InstanceBalancer balancer;
    private final ServerGroup group;

    Servers(Scope scope, Resource parent, Network network, ReleaseFiles files, ProgramFiles program) {
        super("quartet:updates:Servers", "servers", Scope.component(parent));
        this.scope = scope;
        this.network = network;
        this.files = files;
        this.code = new ServerCode(scope, this, program);
        this.log = new LogGroup(
                SERVER,
                LogGroupArgs.builder()
                        .name("/quartet/" + scope.names().stack() + "/update-server")
                        .retentionInDays(scope.settings().operations().logRetentionDays())
                        .build(),
                Scope.in(this));
        this.balancer = new InstanceBalancer(scope, this, NAME, network, PORT, "/healthz");
        PrivateGroup servers = network.group(this, SERVER, "The servers of software updates");
        balancer.reach(servers);
        ServerRole role =
                new ServerRole(scope, this, SERVER, List.of(code.reader("Program"), logs(), files.reader("Releases")));
        List<Resource> after = reachable(servers);
        after.add(role.policy());
        after.add(code.uploaded());
        LaunchTemplate template = ServerTemplate.create(
                scope, this, NAME, role, servers, userData().encoded(program.text(START)));
        this.group = new ServerGroup(scope, this, NAME, network.subnetIds(), template, balancer, after);
        registerOutputs(Map.of("autoScalingGroup", group.name()));
    }

    private Statement logs() {
        return Statement.allow("OwnLogs", "logs:CreateLogStream", "logs:PutLogEvents")
                .on(log.arn().applyValue(arn -> arn + ":*"));
    }

    /** Opens the ways out of an instance: packages and program, log, releases; with sessions those of Systems Manager. */
    private List<Resource> reachable(PrivateGroup servers) {
        UpdatesSettings settings = scope.settings().updates().orElseThrow();
        InterfaceEndpoints endpoints = new InterfaceEndpoints(scope, this, network, settings.endpointZones());
        settings.endpoints()
                .forEach(service -> endpoints.add(service, service.equals("logs") ? List.of(logs()) : List.of()));
        List<Resource> all = new ArrayList<>(network.reachable());
        all.add(network.allowS3(this, servers));
        all.addAll(endpoints.allowFrom(this, servers));
        all.addAll(files.allowFrom(this, servers));
        return all;
    }

    private UserData userData() {
        return new UserData()
                .with("JAR_BUCKET", code.bucketName())
                .with("JAR_KEY", code.key())
                .with("JAR_SHA256", code.sha256())
                .with("FILE_SYSTEM_ID", files.fileSystemId())
                .with("ACCESS_POINT_ID", files.accessPointId())
                .with("MOUNT_PATH", MOUNT_PATH)
                .with("RELEASES_ROOT", MOUNT_PATH)
                .with("RELEASES_MOUNTED", "true")
                .with("BIND", "0.0.0.0")
                .with("PORT", String.valueOf(PORT))
                .with("IDLE_SECONDS", String.valueOf(IDLE_SECONDS))
                .with("DRAIN_SECONDS", String.valueOf(DRAIN_SECONDS))
                .with("LOG_GROUP", log.name())
                .with("REGION", scope.region());
    }

    InstanceBalancer balancer() {
        return balancer;
    }

    Output<String> autoScalingGroup() {
        return group.name();
    }
}

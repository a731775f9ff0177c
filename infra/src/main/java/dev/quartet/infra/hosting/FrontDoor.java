package dev.quartet.infra.hosting;

import com.pulumi.aws.lb.Listener;
import com.pulumi.aws.lb.ListenerArgs;
import com.pulumi.aws.lb.LoadBalancer;
import com.pulumi.aws.lb.LoadBalancerArgs;
import com.pulumi.aws.lb.TargetGroup;
import com.pulumi.aws.lb.TargetGroupArgs;
import com.pulumi.aws.lb.inputs.ListenerDefaultActionArgs;
import com.pulumi.aws.lb.inputs.ListenerDefaultActionRedirectArgs;
import com.pulumi.aws.lb.inputs.TargetGroupHealthCheckArgs;
import com.pulumi.aws.lb.inputs.TargetGroupStickinessArgs;
import com.pulumi.aws.route53.Record;
import com.pulumi.aws.route53.RecordArgs;
import com.pulumi.aws.route53.inputs.RecordAliasArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.infra.config.Domain;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.dns.ProvenCertificate;
import dev.quartet.infra.network.PrivateGroup;
import dev.quartet.infra.network.PublicNetwork;
import java.util.List;
import java.util.Map;

/**
 * The load balancer that the internet reaches: TLS under a name of its own, plain HTTP only to be sent there. A session's pages
 * are kept by one container, so the balancer keeps a browser with it.
 */
final class FrontDoor extends ComponentResource {
    static final int PORT = 8080;

    private static final String NAME = "dashboard";
    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    /** As long as a session may last. */
    private static final int A_DAY = 24 * 60 * 60;
    /** Pages push over WebSockets, which are silent while nothing is polled. */
    private static final int IDLE_SECONDS = 300;

    private static final int DRAINING_SECONDS = 30;

    private final PrivateGroup group;
    private final LoadBalancer balancer;
    private final TargetGroup targets;
    private final Listener listener;

    FrontDoor(Scope scope, Resource parent, PublicNetwork network, Domain domain) {
        super("quartet:hosting:FrontDoor", NAME, Scope.component(parent));
        this.group = network.group(this, NAME + "-lb", "The dashboard's load balancer");
        group.admitEverybody(this, HTTPS);
        group.admitEverybody(this, HTTP);
        this.balancer = new LoadBalancer(
                NAME,
                LoadBalancerArgs.builder()
                        .name(scope.names().regional(NAME))
                        .loadBalancerType("application")
                        .internal(false)
                        .subnets(network.publicSubnetIds())
                        .securityGroups(Output.all(group.id()))
                        .dropInvalidHeaderFields(true)
                        .desyncMitigationMode("strictest")
                        .idleTimeout(IDLE_SECONDS)
                        .enableDeletionProtection(scope.settings().retainData())
                        .build(),
                Scope.in(this, network.reachable()));
        this.targets = targets(scope, network);
        ProvenCertificate certificate = new ProvenCertificate(scope, this, NAME, domain.name(), domain.hostedZoneId());
        this.listener = new Listener(
                NAME,
                ListenerArgs.builder()
                        .loadBalancerArn(balancer.arn())
                        .port(HTTPS)
                        .protocol("HTTPS")
                        .sslPolicy("ELBSecurityPolicy-TLS13-1-2-2021-06")
                        .certificateArn(certificate.arn())
                        .defaultActions(ListenerDefaultActionArgs.builder()
                                .type("forward")
                                .targetGroupArn(targets.arn())
                                .build())
                        .build(),
                Scope.in(this));
        redirect();
        point(domain);
        registerOutputs(Map.of("listenerArn", listener.arn()));
    }

    private TargetGroup targets(Scope scope, PublicNetwork network) {
        return new TargetGroup(
                NAME,
                TargetGroupArgs.builder()
                        .name(scope.names().regional(NAME))
                        .targetType("ip")
                        .port(PORT)
                        .protocol("HTTP")
                        .vpcId(network.vpcId())
                        .deregistrationDelay(DRAINING_SECONDS)
                        .stickiness(TargetGroupStickinessArgs.builder()
                                .enabled(true)
                                .type("lb_cookie")
                                .cookieDuration(A_DAY)
                                .build())
                        .healthCheck(TargetGroupHealthCheckArgs.builder()
                                .enabled(true)
                                .protocol("HTTP")
                                .port("traffic-port")
                                .path("/api/health")
                                .matcher("200")
                                .interval(15)
                                .timeout(5)
                                .healthyThreshold(2)
                                .unhealthyThreshold(3)
                                .build())
                        .build(),
                Scope.in(this));
    }

    private void redirect() {
        new Listener(
                NAME + "-http",
                ListenerArgs.builder()
                        .loadBalancerArn(balancer.arn())
                        .port(HTTP)
                        .protocol("HTTP")
                        .defaultActions(ListenerDefaultActionArgs.builder()
                                .type("redirect")
                                .redirect(ListenerDefaultActionRedirectArgs.builder()
                                        .protocol("HTTPS")
                                        .port(String.valueOf(HTTPS))
                                        .statusCode("HTTP_301")
                                        .build())
                                .build())
                        .build(),
                Scope.in(this));
    }

    private void point(Domain domain) {
        new Record(
                NAME,
                RecordArgs.builder()
                        .zoneId(domain.hostedZoneId())
                        .name(domain.name())
                        .type("A")
                        .aliases(RecordAliasArgs.builder()
                                .name(balancer.dnsName())
                                .zoneId(balancer.zoneId())
                                .evaluateTargetHealth(false)
                                .build())
                        .build(),
                Scope.in(this));
    }

    /** Lets the load balancer, and nobody else, reach the containers of a group. */
    List<Resource> reach(PrivateGroup containers) {
        return group.allowTo(this, containers, PORT);
    }

    Output<String> targetsArn() {
        return targets.arn();
    }

    /** What must exist before the target group belongs to the load balancer. */
    Resource listener() {
        return listener;
    }

    Output<Map<String, String>> dimensions() {
        return balancer.arnSuffix().applyValue(suffix -> Map.of("LoadBalancer", suffix));
    }

    Output<Map<String, String>> targetDimensions() {
        return Output.tuple(balancer.arnSuffix(), targets.arnSuffix())
                .applyValue(t -> Map.of("LoadBalancer", t.t1, "TargetGroup", t.t2));
    }
}

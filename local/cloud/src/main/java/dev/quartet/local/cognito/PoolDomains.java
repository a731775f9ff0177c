package dev.quartet.local.cognito;

import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.http.FrontDoors;
import dev.quartet.local.http.LoopbackServer;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;

/** The domains of user pools, each a port of loopback with the pool's sign-in page. */
public final class PoolDomains implements ResourceModule {
    private static final Pattern PREFIX = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern REFUSED = Pattern.compile("aws|amazon|cognito");

    private final CloudContext context;
    private final UserPools pools;
    private final FrontDoors doors;
    private final SignInGate gate;

    /** Serves the domains of {@code pools} behind {@code doors}. */
    public PoolDomains(CloudContext context, UserPools pools, FrontDoors doors, Metrics metrics) {
        this.context = context;
        this.pools = pools;
        this.doors = doors;
        this.gate = new SignInGate(new SignInMetrics(metrics, context.region()));
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:cognito/userPoolDomain:UserPoolDomain", this::create);
    }

    private Provisioned create(Registration registration) {
        var inputs = registration.inputs();
        var domain = inputs.string("domain");
        if (!PREFIX.matcher(domain).matches() || REFUSED.matcher(domain).find()) {
            throw new ProvisionException(
                    ("%s: InvalidParameterException: the domain %s is not allowed; a prefix has 1 to 63"
                                    + " lower-case letters, digits and hyphens, and neither aws nor amazon nor cognito in it")
                            .formatted(inputs.owner(), domain));
        }
        var pool = pools.require(inputs.string("userPoolId"));
        LoopbackServer door;
        try {
            door = doors.open(new HostedUi(pool, gate, pools.sessions()));
        } catch (IOException e) {
            throw new ProvisionException("%s: %s".formatted(inputs.owner(), e.getMessage()));
        }
        var host = "localhost:" + door.port();
        if (!pool.claimDomain("http://" + host)) {
            door.close();
            throw new ProvisionException("%s: InvalidParameterException: User pool already has a domain configured."
                    .formatted(inputs.owner()));
        }
        return Provisioned.running(
                domain,
                Map.of(
                        "cloudfrontDistribution",
                        host,
                        "cloudfrontDistributionArn",
                        host,
                        "cloudfrontDistributionZoneId",
                        "Z2FDTNDATAQYW2",
                        "awsAccountId",
                        context.accountId(),
                        "s3Bucket",
                        "",
                        "version",
                        "1",
                        "managedLoginVersion",
                        1));
    }
}

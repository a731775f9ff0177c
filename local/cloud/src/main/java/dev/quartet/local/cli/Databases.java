package dev.quartet.local.cli;

import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.dax.DaxClusters;
import dev.quartet.local.dax.DaxManagement;
import dev.quartet.local.dax.DaxResources;
import dev.quartet.local.dynamodb.DynamoDbProcess;
import dev.quartet.local.dynamodb.DynamoDbService;
import dev.quartet.local.dynamodb.TableResources;
import dev.quartet.local.gateway.AwsGateway;
import dev.quartet.local.gateway.BlockedCalls;
import dev.quartet.local.gateway.SignatureVerifier;
import dev.quartet.local.http.FrontDoors;
import dev.quartet.local.process.ChildProcesses;
import dev.quartet.local.sts.Sessions;
import java.io.IOException;
import java.util.Map;

/** Tables, the process that keeps them, and the DAX clusters in front of them. */
final class Databases implements ResourceModule, AutoCloseable {
    private final DynamoDbProcess process;
    private final DynamoDbService tables;
    private final DaxClusters clusters;
    private final DaxResources clusterResources;

    /** What they work with. */
    record Neighbours(
            Authorizer authorizer,
            Metrics metrics,
            Reachability network,
            BlockedCalls blockedCalls,
            Sessions sessions,
            SignatureVerifier signatures,
            FrontDoors doors) {}

    /** Starts the process. */
    Databases(
            CloudContext context,
            DynamoDbProcess.Installation installation,
            ChildProcesses children,
            Neighbours neighbours)
            throws IOException {
        this.process = DynamoDbProcess.start(
                children, installation, context.workDirectory().resolve("dynamodb"), context.dataDirectory());
        this.tables = new DynamoDbService(context, process, neighbours.authorizer(), neighbours.metrics());
        this.clusters = new DaxClusters(
                context,
                neighbours.authorizer(),
                tables,
                neighbours.metrics(),
                neighbours.network(),
                (from, reason) -> neighbours.blockedCalls().blocked(from, "dax", reason),
                neighbours.signatures(),
                neighbours.doors(),
                AwsGateway.BLOCKED_FOR);
        this.clusterResources = new DaxResources(context, clusters, neighbours.sessions());
    }

    DynamoDbService tables() {
        return tables;
    }

    /** Returns where functions find DAX: the address of AWS's means nothing here. */
    Map<String, String> environment() {
        var urls = clusters.endpoints().values();
        return urls.size() == 1 ? Map.of("AWS_ENDPOINT_URL_DAX", urls.iterator().next()) : Map.of();
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.add(new TableResources(tables)).add(clusterResources);
    }

    /** Adds DynamoDB's API, and what stops clusters. */
    void serve(AwsGateway gateway) {
        gateway.add(tables).management("dax", new DaxManagement(clusters));
    }

    @Override
    public void close() {
        try {
            clusters.close();
        } finally {
            process.close();
        }
    }
}

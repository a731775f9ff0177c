package dev.quartet.infra.blog;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.quartet.exports.BlogExports;
import dev.quartet.exports.FunctionRef;
import dev.quartet.infra.bucket.FailedRecords;
import dev.quartet.infra.bucket.PrivateBucket;
import dev.quartet.infra.core.ProgramFiles;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.core.Scopes;
import dev.quartet.infra.dax.DaxCluster;
import dev.quartet.infra.lambda.JavaFunction;
import dev.quartet.infra.operations.Alarms;
import dev.quartet.infra.policy.Statement;
import dev.quartet.infra.shared.Shared;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Architecture 2: edge, site, pictures, API; sign-ups that become welcome mails; uploads that become thumbnails. */
public final class Blog extends ComponentResource {
    /** The zips that the architecture's functions are made of, from the folder of Pulumi.yaml. */
    public static final List<String> ZIPS = List.of(BlogFunction.ZIP);

    private static final String KEY = "blog";

    private final Output<BlogExports> exports;
    private final Output<String> failedRecordsBucket;
    private final Output<String> distributionId;
    private final List<Statement> dashboardView;

    /** {@code edgeAlarms} are those of us-east-1. */
    public Blog(Scopes scopes, Scope scope, Shared shared, Alarms edgeAlarms, BlogTables tables, ProgramFiles files) {
        super("quartet:blog:Blog", KEY, scope.top());
        Alarms alarms = shared.alarms();
        PrivateBucket uploads = Uploads.create(scope, this);
        PrivateBucket media = PrivateBucket.withoutPolicy(scope, this, "media");
        Authors authors = new Authors(scope, this);
        BlogApi api = new BlogApi(scope, this, shared, tables, authors, uploads);
        Map<String, ReplicaReader> replicas = new LinkedHashMap<>();
        List<String> regions = scope.settings().blog().orElseThrow().replicaRegions();
        regions.forEach(
                region -> replicas.put(region, new ReplicaReader(scopes.in(KEY, region), this, tables, uploads)));
        Site site = new Site(scope, scopes.edge(KEY), this, files, edgeAlarms, media, api.api(), replicas);
        Uploads.admitPages(this, uploads, site.url());
        FailedRecords failed = new FailedRecords(scope, this, "failed-records", alarms);
        WelcomeMails mails = new WelcomeMails(scope, this, files, alarms);
        JavaFunction welcome = Welcome.create(scope, this, alarms, tables.visitors(), mails, failed, site.url());
        Feedback feedback = new Feedback(scope, this, alarms, tables.visitors(), mails.events());
        Thumbnails thumbnails = new Thumbnails(scope, this, alarms, tables.posts(), uploads, media);
        this.distributionId = site.distributionId();
        this.failedRecordsBucket = failed.bucketName();
        this.dashboardView = new ArrayList<>(tables.dashboardView());
        dashboardView.add(failed.counter("FailedRecordsCount"));
        Output<List<String>> texts = Output.all(
                site.url(),
                site.distributionId(),
                site.bucketName(),
                uploads.name(),
                media.name(),
                authors.poolId(),
                authors.clientId(),
                mails.configurationSet(),
                failed.bucketName());
        Output<Optional<String>> cluster = shared.dax()
                .map(DaxCluster::clusterName)
                .map(name -> name.applyValue(Optional::of))
                .orElseGet(() -> Output.of(Optional.empty()));
        Output<List<FunctionRef>> functions = Output.all(
                api.function().ref(),
                welcome.ref(),
                feedback.function().ref(),
                thumbnails.function().ref());
        this.exports = Output.tuple(
                        texts,
                        api.api().ref(),
                        tables.posts().ref(),
                        tables.visitors().ref(),
                        cluster,
                        thumbnails.queueRef(),
                        thumbnails.deadLetterRef(),
                        functions)
                .applyValue(t -> new BlogExports(
                        t.t1.get(0),
                        t.t1.get(1),
                        t.t2,
                        t.t1.get(2),
                        t.t1.get(3),
                        t.t1.get(4),
                        t.t3,
                        t.t4,
                        t.t1.get(5),
                        t.t1.get(6),
                        t.t5.orElse(null),
                        t.t1.get(7),
                        t.t6,
                        t.t7,
                        t.t1.get(8),
                        regions,
                        t.t8));
        registerOutputs(Map.of("url", site.url()));
    }

    /** Returns what the stack exports of this architecture. */
    public Output<BlogExports> exports() {
        return exports;
    }

    /** Returns the distribution's id, which is its metric dimension. */
    public Output<String> distributionId() {
        return distributionId;
    }

    /** Returns what the dashboard's ledger of welcome mails, its quota and its count of failed records read. */
    public List<Statement> dashboardView() {
        return List.copyOf(dashboardView);
    }

    /** Returns the name of the bucket of failed stream records. */
    public Output<String> failedRecordsBucket() {
        return failedRecordsBucket;
    }
}

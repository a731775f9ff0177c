package dev.quartet.infra;

import com.pulumi.Context;
import com.pulumi.core.Output;
import dev.quartet.exports.BilledExports;
import dev.quartet.exports.OperationsExports;
import dev.quartet.exports.SignInExports;
import dev.quartet.infra.blog.Blog;
import dev.quartet.infra.blog.BlogTables;
import dev.quartet.infra.config.Architecture;
import dev.quartet.infra.config.Canary;
import dev.quartet.infra.config.Settings;
import dev.quartet.infra.core.ProgramFiles;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.core.Scopes;
import dev.quartet.infra.cost.Billed;
import dev.quartet.infra.cost.IdleCost;
import dev.quartet.infra.dax.CachedTable;
import dev.quartet.infra.dax.DaxCluster;
import dev.quartet.infra.hosting.Hosting;
import dev.quartet.infra.network.Network;
import dev.quartet.infra.operations.AlarmTopic;
import dev.quartet.infra.operations.Alarms;
import dev.quartet.infra.operations.DashboardRole;
import dev.quartet.infra.operations.MonthlyBudget;
import dev.quartet.infra.operations.OverviewDashboard;
import dev.quartet.infra.operations.SignIn;
import dev.quartet.infra.outputs.StackOutputs;
import dev.quartet.infra.policy.Statement;
import dev.quartet.infra.rest.AccountLogging;
import dev.quartet.infra.services.Services;
import dev.quartet.infra.shared.Shared;
import dev.quartet.infra.todo.Todo;
import dev.quartet.infra.todo.TodoTable;
import dev.quartet.infra.updates.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Builds a stack: first what the architectures share, then each architecture, then the exports. */
public final class QuartetStack {
    private QuartetStack() {}

    /** Returns the stack's configuration, validated. */
    public static Settings settings(Context context) {
        return Settings.read(context.stackName(), context.config("quartet")::get, context.config("aws")::get);
    }

    /** Returns the functions' zips and the server's program that a stack needs, from the folder of Pulumi.yaml. */
    public static List<String> zips(Settings settings) {
        List<String> zips = new ArrayList<>();
        if (settings.has(Architecture.TODO)) {
            zips.addAll(Todo.ZIPS);
        }
        if (settings.has(Architecture.BLOG)) {
            zips.addAll(Blog.ZIPS);
        }
        if (settings.has(Architecture.SERVICES)) {
            zips.addAll(Services.ZIPS);
        }
        if (settings.has(Architecture.UPDATES)) {
            zips.addAll(Updates.BUILT);
        }
        return zips;
    }

    /** Registers every resource of the stack. */
    public static void build(Context context, Settings settings, ProgramFiles files) {
        Scopes scopes = new Scopes(settings);
        Scope shared = scopes.shared();
        AlarmTopic topic = AlarmTopic.home(shared);
        MonthlyBudget.addTo(shared, topic);
        Alarms alarms = new Alarms(shared, topic.arn());
        StackOutputs outputs = new StackOutputs(context, shared);
        Optional<Scope> todo = scope(scopes, settings, Architecture.TODO);
        Optional<Scope> blog = scope(scopes, settings, Architecture.BLOG);
        Optional<TodoTable> todoTable = todo.map(scope -> new TodoTable(scope, alarms));
        Optional<BlogTables> blogTables = blog.map(scope -> new BlogTables(scope, alarms));
        List<CachedTable> cached = new ArrayList<>();
        todoTable.ifPresent(table -> cached.add(new CachedTable(table.table(), false)));
        blogTables.ifPresent(tables -> cached.add(new CachedTable(tables.cached(), true)));
        Shared parts = parts(shared, alarms, cached);
        todo.ifPresent(scope ->
                outputs.publish(Architecture.TODO.key(), new Todo(scope, parts, todoTable.orElseThrow()).exports()));
        Optional<Scope> updates = scope(scopes, settings, Architecture.UPDATES);
        Optional<AlarmTopic> edgeTopic = blog.or(() -> updates).map(unused -> AlarmTopic.edge(scopes.edge("shared")));
        Optional<Alarms> edgeAlarms = edgeTopic.map(known -> new Alarms(shared, known.arn()));
        Optional<Blog> site = blog.map(
                scope -> new Blog(scopes, scope, parts, edgeAlarms.orElseThrow(), blogTables.orElseThrow(), files));
        site.ifPresent(known -> outputs.publish(Architecture.BLOG.key(), known.exports()));
        Optional<Services> shop =
                scope(scopes, settings, Architecture.SERVICES).map(scope -> new Services(scope, parts));
        shop.ifPresent(known -> outputs.publish(Architecture.SERVICES.key(), known.exports()));
        Optional<Updates> downloads =
                updates.map(scope -> new Updates(scopes, scope, parts, edgeAlarms.orElseThrow(), files));
        downloads.ifPresent(known -> outputs.publish(Architecture.UPDATES.key(), known.exports()));
        OverviewDashboard.addTo(
                shared,
                topic,
                site.map(Blog::distributionId),
                shop.map(Services::exports),
                downloads.map(Updates::exports));
        List<Statement> views = site.map(Blog::dashboardView).orElseGet(List::of);
        Output<String> role = new DashboardRole(shared, views).arn();
        settings.dashboard().ifPresent(dashboard -> new Hosting(shared, dashboard, role, alarms));
        publishOperations(outputs, shared, topic, edgeTopic, role, site, shop);
        Canary.refuseUnknown(settings.canaries(), shared.tally().functions());
        IdleCost.of(settings, shared.tally()).lines().forEach(line -> context.log()
                .info(line));
    }

    private static void publishOperations(
            StackOutputs outputs,
            Scope shared,
            AlarmTopic topic,
            Optional<AlarmTopic> edgeTopic,
            Output<String> role,
            Optional<Blog> site,
            Optional<Services> shop) {
        List<Output<String>> failedRecords = Stream.concat(
                        site.stream().map(Blog::failedRecordsBucket),
                        shop.stream().map(Services::failedRecordsBucket))
                .toList();
        Output<String> edgeArn = edgeTopic.map(AlarmTopic::arn).orElseGet(() -> Output.of(""));
        BilledExports billed = Billed.of(shared.settings(), shared.tally(), shared.names());
        Output<Optional<SignInExports>> users = SignIn.of(shared)
                .map(known -> known.exports().applyValue(Optional::of))
                .orElseGet(() -> Output.of(Optional.empty()));
        outputs.publish(
                "operations",
                Output.tuple(topic.arn(), edgeArn, role, Output.all(failedRecords), users)
                        .applyValue(t -> new OperationsExports(
                                t.t1, t.t2.isEmpty() ? null : t.t2, t.t3, t.t4, billed, t.t5.orElse(null))));
    }

    private static Optional<Scope> scope(Scopes scopes, Settings settings, Architecture architecture) {
        return settings.has(architecture) ? Optional.of(scopes.of(architecture.key())) : Optional.empty();
    }

    private static Shared parts(Scope scope, Alarms alarms, List<CachedTable> cachedTables) {
        boolean dax = scope.settings().hasDax();
        Optional<Network> network = dax
                        || scope.settings().has(Architecture.SERVICES)
                        || scope.settings().has(Architecture.UPDATES)
                ? Optional.of(new Network(scope))
                : Optional.empty();
        Optional<DaxCluster> cluster = network.filter(net -> dax)
                .map(net -> new DaxCluster(scope, net, new ArrayList<>(cachedTables), alarms));
        return new Shared(alarms, network, cluster, AccountLogging.of(scope));
    }
}

package dev.quartet.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.exports.BlogExports;
import dev.quartet.exports.ExportsJson;
import dev.quartet.exports.FunctionRef;
import dev.quartet.exports.OperationsExports;
import dev.quartet.infra.graph.Node;
import dev.quartet.infra.graph.PolicyStatement;
import dev.quartet.infra.graph.Recorder;
import dev.quartet.infra.graph.StackGraph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BlogStackTest {
    private static final StackGraph LOCAL = Stacks.get("local");
    private static final StackGraph FULL = Stacks.get("full");

    @Test
    void exports_areTheContractsRecords() {
        BlogExports blog =
                ExportsJson.read(LOCAL.one("ssm/parameter:Parameter", "blog").text("value"), BlogExports.class);
        assertThat(blog.functions())
                .containsExactly(
                        new FunctionRef("quartet-local-blog-api", "live"),
                        new FunctionRef("quartet-local-blog-welcome", "live"),
                        new FunctionRef("quartet-local-blog-feedback", "live"),
                        new FunctionRef("quartet-local-blog-thumbnails", "live"));
        assertThat(blog.postsTable().name()).isEqualTo("quartet-local-posts");
        assertThat(blog.postsTable().indexes()).containsExactly("byTime");
        assertThat(blog.postsTable().streamArn()).isNull();
        assertThat(blog.visitorsTable().indexes()).containsExactly("byMonth");
        assertThat(blog.visitorsTable().streamArn()).startsWith("arn:");
        assertThat(blog.thumbnailQueue().name()).isEqualTo("quartet-local-thumbnails");
        assertThat(blog.thumbnailDeadLetterQueue().name()).isEqualTo("quartet-local-thumbnails-dead");
        assertThat(blog.welcomeConfigurationSet()).isEqualTo("quartet-local-welcome");
        assertThat(blog.replicaRegions()).isEmpty();
        assertThat(blog.daxClusterName()).isEqualTo("quartet-local");
        assertThat(LOCAL.exports()).containsEntry("blog", ExportsJson.toMap(blog));
        OperationsExports operations = ExportsJson.read(
                LOCAL.one("ssm/parameter:Parameter", "operations").text("value"), OperationsExports.class);
        assertThat(operations.edgeAlarmTopicArn())
                .isEqualTo(LOCAL.one("Topic", "edge-alarms").outputs().get("arn"));
        assertThat(operations.failedRecords()).contains(blog.failedRecordsBucket());
    }

    @Test
    void functions_getExactlyTheEnvironmentTheyRead() {
        Map<String, Set<String>> expected = Map.of(
                "blog-api",
                Set.of("POSTS_TABLE", "VISITORS_TABLE", "UPLOADS_BUCKET", "UPLOADS_ACCELERATED", "DAX_ENDPOINT"),
                "blog-welcome",
                Set.of(
                        "VISITORS_TABLE",
                        "MAIL_FROM",
                        "CONFIGURATION_SET",
                        "TEMPLATE_KO",
                        "TEMPLATE_EN",
                        "SITE_URL",
                        "WELCOME_LEASE_SECONDS"),
                "blog-feedback",
                Set.of("VISITORS_TABLE"),
                "blog-thumbnails",
                Set.of("MEDIA_BUCKET", "POSTS_TABLE"));
        expected.forEach((name, variables) -> {
            Node function = LOCAL.one("lambda/function:Function", name);
            Map<?, ?> environment = (Map<?, ?>) function.inputs().get("environment");
            Map<?, ?> values = (Map<?, ?>) environment.get("variables");
            assertThat(values.keySet().stream().map(Object::toString).collect(Collectors.toSet()))
                    .as(name)
                    .isEqualTo(variables);
            assertThat(function.text("handler"))
                    .startsWith("dev.quartet.functions.blog.")
                    .endsWith("Handler::handleRequest");
            assertThat(function.inputs().containsKey("vpcConfig")).isEqualTo(name.equals("blog-api"));
        });
    }

    @Test
    void functions_haveTheRightsTheyNeedAndNoMore() {
        assertThat(actions("blog-api", "dynamodb:"))
                .containsExactlyInAnyOrder(
                        "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:PutItem");
        assertThat(actions("blog-api", "s3:")).containsExactly("s3:PutObject");
        assertThat(actions("blog-api", "ses:")).isEmpty();
        assertThat(actions("blog-feedback", ""))
                .contains("dynamodb:UpdateItem", "sqs:SendMessage")
                .noneMatch(action -> action.startsWith("s3:"));
        assertThat(actions("blog-thumbnails", ""))
                .contains("dynamodb:UpdateItem", "s3:GetObject", "s3:PutObject", "sqs:DeleteMessage")
                .doesNotContain("dynamodb:PutItem", "s3:DeleteObject", "sqs:SendMessage");
        assertThat(actions("blog-welcome", "ses:"))
                .containsExactlyInAnyOrder("ses:SendEmail", "ses:SendTemplatedEmail");
        List<String> uploads = LOCAL.statements()
                .filter(statement -> statement.owner().name().startsWith("blog-"))
                .filter(statement -> statement.actions().contains("s3:PutObject"))
                .flatMap(statement -> statement.resources().stream())
                .map(arn -> arn.substring(arn.lastIndexOf('/', arn.length() - 3) + 1))
                .toList();
        assertThat(uploads).contains("incoming/*", "images/*", "thumbnails/*");
    }

    private static List<String> actions(String role, String service) {
        return LOCAL.statements()
                .filter(statement -> statement.owner().type().endsWith(":RolePolicy")
                        && statement.owner().name().equals(role))
                .flatMap(statement -> statement.actions().stream())
                .filter(action -> action.startsWith(service))
                .toList();
    }

    @Test
    void visitors_neverPassThroughDax_andPostsWithTheirIndexDo() {
        List<PolicyStatement> dax = LOCAL.statements()
                .filter(statement -> statement.owner().name().equals("dax"))
                .filter(statement -> statement.owner().type().endsWith(":RolePolicy"))
                .toList();
        assertThat(dax.toString()).contains("Table.posts.", "/index/*").doesNotContain("Table.visitors.");
    }

    @Test
    void onlyAuthorsRoutes_askForATokenOfThePoolThatNobodySignsUpTo() {
        List<String> secured = LOCAL.of("apigateway/method:Method").stream()
                .filter(method -> method.name().startsWith("blog-"))
                .filter(method -> method.text("authorization").equals("COGNITO_USER_POOLS"))
                .map(Node::name)
                .toList();
        assertThat(secured)
                .containsExactlyInAnyOrder(
                        "blog-post-api-posts", "blog-post-api-images", "blog-get-api-images-rejected");
        assertThat(LOCAL.of("apigateway/method:Method"))
                .filteredOn(method -> method.name().startsWith("blog-"))
                .hasSize(7);
        assertThat(LOCAL.one("UserPool", "blog").text("adminCreateUserConfig"))
                .contains("allowAdminCreateUserOnly=true");
        assertThat(LOCAL.one("UserGroup", "authors").text("name")).isEqualTo("authors");
        assertThat(LOCAL.one("apigateway/stage:Stage", "blog").inputs()).doesNotContainKey("cacheClusterSize");
    }

    @Test
    void siteFiles_haveTheTypeOfTheirExtension_andALimitedLifeAtTheEdge() {
        List<Node> files = LOCAL.of("BucketObjectv2").stream()
                .filter(file -> file.name().startsWith("site/"))
                .toList();
        assertThat(files).extracting(file -> file.text("key")).contains("index.html", "assets/site.css");
        assertThat(files).allSatisfy(file -> {
            assertThat(file.text("cacheControl")).isEqualTo("public, max-age=60");
            if (file.text("key").endsWith(".html")) {
                assertThat(file.text("contentType")).isEqualTo("text/html; charset=utf-8");
            }
        });
    }

    @Test
    void uploads_areAccelerated_forgottenAfter30Days_andOpenToTheSitesPagesAlone() {
        assertThat(LOCAL.one("BucketAccelerateConfigurationV2", "uploads").text("status"))
                .isEqualTo("Enabled");
        assertThat(LOCAL.one("BucketLifecycleConfigurationV2", "uploads").text("rules"))
                .contains("days=30");
        Node cors = LOCAL.one("BucketCorsConfigurationV2", "uploads");
        assertThat(cors.text("corsRules")).contains("allowedMethods=[PUT]").doesNotContain("[*]");
        assertThat(LOCAL.behind(cors, "corsRules"))
                .extracting(Node::type)
                .contains("aws:cloudfront/distribution:Distribution");
    }

    @Test
    void mailEvents_areCountedByExactlyOneDimension() {
        Node destination = LOCAL.one("ConfigurationSetEventDestination", "cloudwatch");
        assertThat(destination.text("eventDestination"))
                .containsOnlyOnce("dimensionName=")
                .contains("dimensionName=ses:configuration-set", "defaultDimensionValue=quartet-local-welcome");
        Node sns = LOCAL.one("ConfigurationSetEventDestination", "sns");
        assertThat(LOCAL.waitsFor(sns, LOCAL.one("TopicPolicy", "mail-events"))).isTrue();
        assertThat(sns.text("eventDestination")).contains("[BOUNCE, COMPLAINT, DELIVERY]");
    }

    @Test
    void mailTemplates_useOnlyWhatTheFunctionSends_inBothLanguages() {
        assertThat(LOCAL.of("ses/template:Template"))
                .extracting(template -> template.text("name"))
                .containsExactlyInAnyOrder("quartet-local-welcome-ko", "quartet-local-welcome-en");
        assertThat(LOCAL.of("ses/template:Template")).allSatisfy(template -> {
            for (String part : List.of("subject", "text", "html")) {
                assertThat(template.text(part).replaceAll("\\{\\{(name|nameHtml|siteUrl)}}", ""))
                        .isNotBlank()
                        .doesNotContain("{{");
            }
            assertThat(template.text("html"))
                    .contains("{{siteUrl}}/", "<html lang=")
                    .doesNotContain("{{name}}");
            assertThat(template.text("text")).contains("{{siteUrl}}/").doesNotContain("Subject:");
        });
    }

    @Test
    void replicas_haveStreams_aReader_anAlarmTopic_andAreTriedWhenReadsFail() {
        for (String table : List.of("posts", "visitors")) {
            assertThat(FULL.one("Table", table).inputs())
                    .containsEntry("streamEnabled", true)
                    .containsEntry("streamViewType", "NEW_AND_OLD_IMAGES");
            assertThat(FULL.one("Table", table).text("replicas"))
                    .contains("regionName=us-west-2", "regionName=eu-central-1", "pointInTimeRecovery=true");
        }
        for (String region : List.of("us-west-2", "eu-central-1")) {
            String reader = "blog-reader-" + region;
            assertThat(FULL.one("lambda/function:Function", reader).inputs()).doesNotContainKey("vpcConfig");
            assertThat(FULL.of("apigateway/method:Method"))
                    .filteredOn(method -> method.name().startsWith(reader))
                    .hasSize(3)
                    .allSatisfy(method -> assertThat(method.text("httpMethod")).isEqualTo("GET"));
            assertThat(FULL.one("Topic", "alarms-" + region).type()).isEqualTo("aws:sns/topic:Topic");
            assertThat(FULL.statements()
                            .filter(statement -> statement.owner().name().equals(reader))
                            .filter(statement -> statement.actions().toString().contains("dynamodb:"))
                            .flatMap(statement -> statement.resources().stream()))
                    .allMatch(arn -> arn.startsWith("arn:aws:dynamodb:" + region + ":123456789012:table/"));
            assertThat(FULL.one("cloudfront/distribution:Distribution", "blog").text("origins"))
                    .contains("originId=api-" + region);
        }
        assertThat(FULL.one("cloudfront/function:Function", "api-failover").text("code"))
                .contains("const replicas = ['api-us-west-2', 'api-eu-central-1'];");
        assertThat(LOCAL.one("Table", "posts").inputs()).doesNotContainKeys("streamEnabled", "replicas");
        assertThat(LOCAL.of("cloudfront/function:Function"))
                .extracting(Node::name)
                .containsExactly("site-routes");
    }

    @Test
    void ownDomain_hasACertificateRecordsAndProvenMail() {
        Node distribution = FULL.one("cloudfront/distribution:Distribution", "blog");
        assertThat(distribution.text("aliases")).contains("blog.example.com");
        assertThat(distribution.text("viewerCertificate")).contains("TLSv1.2_2021", "sni-only");
        assertThat(FULL.behind(distribution, "viewerCertificate"))
                .extracting(Node::type)
                .contains("aws:acm/certificateValidation:CertificateValidation");
        assertThat(FULL.of("route53/record:Record"))
                .filteredOn(node -> node.parent().contains("quartet:blog:Blog"))
                .extracting(Node::name)
                .containsExactlyInAnyOrder("blog-validation", "blog-a", "blog-aaaa", "dkim-1", "dkim-2", "dkim-3");
        assertThat(FULL.one("EmailIdentity", "sender").text("emailIdentity")).isEqualTo("mail.blog.example.com");
        assertThat(FULL.exports().get("blog").toString()).contains("siteUrl=https://blog.example.com,");
        assertThat(FULL.behind(distribution, "webAclId")).extracting(Node::name).containsExactly("blog");
        assertThat(Stacks.get("dev").of("route53/record:Record")).isEmpty();
        assertThat(LOCAL.one("EmailIdentity", "sender").text("emailIdentity")).isEqualTo("blog@example.com");
    }

    @Test
    void blogAlone_needsNothingOfTheOtherArchitectures() {
        Map<String, String> config = new HashMap<>(Stacks.config("dev"));
        config.put("quartet:architectures", "blog");
        config.put("quartet:dax", "false");
        StackGraph blog = Recorder.record("dev", config);
        assertThat(blog.of("Vpc")).isEmpty();
        assertThat(blog.of("Table")).extracting(Node::name).containsExactlyInAnyOrder("posts", "visitors");
        assertThat(blog.exports()).containsKey("blog").doesNotContainKey("todo");
        assertThat(blog.exports().get("blog").toString()).contains("daxClusterName=null");
    }

    @Test
    void previewOfANewStack_registersEverything_thoughNothingIsKnown() {
        StackGraph preview = Recorder.preview("full", Stacks.full());
        assertThat(preview.nodes().stream().map(Node::urn))
                .containsExactlyElementsOf(FULL.nodes().stream().map(Node::urn).toList());
    }
}

package dev.quartet.infra.network;

import com.pulumi.aws.ec2.RouteTable;
import com.pulumi.aws.ec2.Vpc;
import com.pulumi.aws.ec2.VpcEndpoint;
import com.pulumi.aws.ec2.VpcEndpointArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.infra.config.Architecture;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.policy.Policy;
import dev.quartet.infra.policy.Principal;
import dev.quartet.infra.policy.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Gateway endpoints to DynamoDB and S3. Their policies admit the stack's own tables and buckets alone, so that stolen
 * credentials of another account carry nothing out of the network.
 */
final class GatewayEndpoints {
    private final VpcEndpoint dynamodb;
    private final VpcEndpoint s3;

    GatewayEndpoints(Resource parent, Scope scope, Vpc vpc, RouteTable table) {
        String prefix = scope.names().prefix();
        List<Statement> buckets = new ArrayList<>();
        buckets.add(Statement.allow("OwnBuckets", "s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket")
                .on("arn:aws:s3:::" + scope.names().bucketPrefix() + "*"));
        if (scope.settings().has(Architecture.UPDATES)) {
            // Amazon Linux' packages, which instances install.
            // https://docs.aws.amazon.com/linux/al2023/ug/managing-repos-os-updates.html
            buckets.add(Statement.allow("Packages", "s3:GetObject")
                    .on("arn:aws:s3:::al2023-repos-" + scope.region() + "-de612dc2/*"));
        }
        this.dynamodb = endpoint(
                parent,
                scope,
                vpc,
                table,
                "dynamodb",
                List.of(Statement.allow(
                                "OwnTables",
                                "dynamodb:GetItem",
                                "dynamodb:BatchGetItem",
                                "dynamodb:Query",
                                "dynamodb:PutItem",
                                "dynamodb:UpdateItem",
                                "dynamodb:DeleteItem",
                                "dynamodb:BatchWriteItem",
                                "dynamodb:ConditionCheckItem")
                        .on(scope.arn("dynamodb", "table/" + prefix + "*"))));
        this.s3 = endpoint(parent, scope, vpc, table, "s3", buckets);
    }

    private static VpcEndpoint endpoint(
            Resource parent, Scope scope, Vpc vpc, RouteTable table, String service, List<Statement> statements) {
        return new VpcEndpoint(
                service,
                VpcEndpointArgs.builder()
                        .vpcId(vpc.id())
                        .vpcEndpointType("Gateway")
                        .serviceName("com.amazonaws." + scope.settings().region() + "." + service)
                        .routeTableIds(Output.all(table.id()))
                        .policy(Policy.document(statements.stream()
                                .map(statement -> statement.by(Principal.everybody()))
                                .toList()))
                        .tags(Map.of("Name", scope.names().regional(service)))
                        .build(),
                Scope.in(parent));
    }

    List<VpcEndpoint> all() {
        return List.of(dynamodb, s3);
    }

    List<Resource> allowFrom(Resource parent, PrivateGroup group) {
        return List.of(
                group.allowToPrefixList(parent, "dynamodb", dynamodb.prefixListId(), 443), allowS3From(parent, group));
    }

    Resource allowS3From(Resource parent, PrivateGroup group) {
        return group.allowToPrefixList(parent, "s3", s3.prefixListId(), 443);
    }
}

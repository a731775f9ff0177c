package dev.quartet.infra.policy;

import java.util.Set;

/**
 * Actions without resource-level permissions.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html">AWS</a>
 */
final class Unscoped {
    static final Set<String> ACTIONS = Set.of(
            "xray:PutTraceSegments",
            "xray:PutTelemetryRecords",
            "ec2:CreateNetworkInterface",
            "ec2:DeleteNetworkInterface",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeSubnets",
            "ec2:AssignPrivateIpAddresses",
            "ec2:UnassignPrivateIpAddresses",
            "cloudwatch:GetMetricData",
            "cloudwatch:ListMetrics",
            "ses:GetAccount",
            "ecr:GetAuthorizationToken",
            "ssm:UpdateInstanceInformation",
            "ssmmessages:CreateControlChannel",
            "ssmmessages:CreateDataChannel",
            "ssmmessages:OpenControlChannel",
            "ssmmessages:OpenDataChannel",
            "logs:DescribeLogGroups");

    private Unscoped() {}
}

package dev.quartet.local.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Caller;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AccessRecordTest {
    private static final String TABLE = "arn:aws:dynamodb:eu-central-1:123456789012:table/todos";
    private static final String QUEUE = "arn:aws:sqs:eu-central-1:123456789012:jobs";

    private final IamKit iam = new IamKit();
    private final Caller api = iam.role("api", "lambda.amazonaws.com");

    @Test
    void needed_shouldBeWhatOneStatementAloneAllowed() {
        iam.inline("api", """
                {"Version": "2012-10-17", "Statement": [
                 {"Sid": "Table", "Effect": "Allow", "Action": ["dynamodb:GetItem", "dynamodb:PutItem"], "Resource": "%1$s"},
                 {"Sid": "Index", "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "%1$s/index/due"},
                 {"Sid": "Queue", "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "%2$s"},
                 {"Sid": "Twice", "Effect": "Allow", "Action": "dynamodb:Scan", "Resource": "%1$s"},
                 {"Sid": "TwiceToo", "Effect": "Allow", "Action": "dynamodb:Scan", "Resource": "*"},
                 {"Sid": "Never", "Effect": "Deny", "Action": "dynamodb:DeleteItem", "Resource": "*"}]}""".formatted(TABLE, QUEUE));
        ask("dynamodb:GetItem", TABLE);
        ask("dynamodb:Query", TABLE + "/index/due");
        ask("dynamodb:Scan", TABLE);
        ask("dynamodb:DeleteItem", TABLE);
        // The queue's own policy would let the role in anyway.
        iam.authorizer().allows(new AccessRequest(api, "sqs:SendMessage", QUEUE, Map.of(), Optional.of("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*",
                 "Principal": {"AWS": "arn:aws:iam::123456789012:role/api"}}]}""")));

        assertThat(record())
                .containsExactly(
                        "Table dynamodb:GetItem true",
                        "Table dynamodb:PutItem false",
                        "Index dynamodb:Query true",
                        "Queue sqs:SendMessage false",
                        "Twice dynamodb:Scan false",
                        "TwiceToo dynamodb:Scan false");
    }

    private void ask(String action, String resource) {
        iam.authorizer().allows(AccessRequest.of(api, action, resource));
    }

    private List<String> record() {
        var role =
                JsonMapper.shared().readTree(iam.accessRecord()).path("roles").get(0);
        assertThat(role.path("role").asString()).isEqualTo("arn:aws:iam::123456789012:role/api");
        return role.path("actions")
                .valueStream()
                .map(action -> "%s %s %s"
                        .formatted(
                                action.path("sid").asString(),
                                action.path("action").asString(),
                                action.path("used").asBoolean()))
                .toList();
    }
}

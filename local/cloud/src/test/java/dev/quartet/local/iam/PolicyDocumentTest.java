package dev.quartet.local.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyDocumentTest {
    private static final String ALLOW = "'Effect': 'Allow', 'Action': 's3:GetObject', 'Resource': '*'";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'Effect': 'allow', 'Action': 's3:Get', 'Resource': '*'                          | Effect must be Allow or Deny
            'Effect': 'Allow', 'Resource': '*'                                              | either Action or NotAction
            'Effect': 'Allow', 'Action': 's3:Get', 'NotAction': 's3:Put', 'Resource': '*'   | either Action or NotAction
            'Effect': 'Allow', 'Action': 's3:Get'                                           | either Resource or NotResource
            'Effect': 'Allow', 'Action': 'GetObject', 'Resource': '*'                       | 'GetObject' is no action
            'Effect': 'Allow', 'Action': 's3:Get', 'Resource': 'files/*'                    | 'files/*' must be an ARN
            'Effect': 'Allow', 'Action': 's3:Get', 'Resource': '*', 'Principal': '*'        | an identity policy has no Principal
            'Effect': 'Allow', 'Action': 's3:Get', 'Resource': '*', 'Resources': '*'        | unknown element Resources
            'Effect': 'Allow', 'Action': 's3:Get', 'Resource': 'arn:aws:s3:::b/${aws:nope}' | condition key aws:nope
            """)
    void parse_shouldRefuseStatements(String statement, String message) {
        assertRefused(statement, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'StringEqualz': {'s3:prefix': 'x'}            | unknown condition operator StringEqualz
            'ForSome:StringLike': {'s3:prefix': 'x'}      | unknown condition operator ForSome:StringLike
            'NullIfExists': {'s3:prefix': 'true'}         | unknown condition operator NullIfExists
            'StringEquals': {'s3:prefixx': 'x'}           | does not know the condition key s3:prefixx
            'Bool': {'aws:SecureTransport': 'yes'}        | takes true or false
            'NumericEquals': {'s3:max-keys': 'ten'}       | 'ten' is no number
            'DateLessThan': {'aws:CurrentTime': 'soon'}   | 'soon' is no date
            'IpAddress': {'aws:SourceIp': 'localhost'}    | 'localhost' is no IP address
            'ArnLike': {'aws:SourceArn': 'bucket'}        | must be an ARN
            'StringLike': {'s3:prefix': []}               | has no values
            """)
    void parse_shouldRefuseConditions(String condition, String message) {
        assertRefused(ALLOW + ", 'Condition': {" + condition + "}", message);
    }

    private static void assertRefused(String statement, String message) {
        assertThatThrownBy(() -> parse(statement))
                .isInstanceOf(ProvisionException.class)
                .hasMessageStartingWith("MalformedPolicyDocument: test: ")
                .hasMessageContaining(message);
    }

    @Test
    void parse_shouldRefuseWhatIsNoPolicy() {
        for (var json :
                List.of("", "[]", "{", "{\"Version\": \"2012-10-17\"}", "{\"Version\": \"2020\", \"Statement\": []}")) {
            assertThatThrownBy(() -> PolicyDocument.parse("test", PolicyDocument.Kind.IDENTITY, json))
                    .as(json)
                    .isInstanceOf(ProvisionException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'StringEquals': {'s3:prefix': ['a', 'b']}                | b       | true
            'StringEquals': {'s3:prefix': 'a*'}                      | ab      | false
            'StringLike': {'s3:prefix': 'a?c*'}                      | abcd    | true
            'StringNotEquals': {'s3:prefix': ['a', 'b']}             | b       | false
            'StringNotEquals': {'s3:prefix': 'a'}                    |         | true
            'StringNotLike': {'s3:prefix': 'a*'}                     | b       | true
            'StringEqualsIgnoreCase': {'s3:prefix': 'Home/'}         | hOME/   | true
            'StringEquals': {'s3:prefix': 'a'}                       |         | false
            'StringEqualsIfExists': {'s3:prefix': 'a'}               |         | true
            'StringEqualsIfExists': {'s3:prefix': 'a'}               | b       | false
            'Null': {'s3:prefix': 'true'}                            |         | true
            'Null': {'s3:prefix': 'false'}                           | a       | true
            'Null': {'s3:prefix': 'true'}                            | a       | false
            'ForAllValues:StringEquals': {'s3:prefix': ['a', 'b']}   | a,b     | true
            'ForAllValues:StringEquals': {'s3:prefix': ['a', 'b']}   | a,c     | false
            'ForAllValues:StringEquals': {'s3:prefix': 'a'}          |         | true
            'ForAnyValue:StringEquals': {'s3:prefix': ['a', 'b']}    | c,b     | true
            'ForAnyValue:StringEquals': {'s3:prefix': 'a'}           |         | false
            'NumericLessThanEquals': {'s3:prefix': '10'}             | 10      | true
            'NumericLessThan': {'s3:prefix': 10}                     | 9.5     | true
            'NumericGreaterThan': {'s3:prefix': '10'}                | many    | false
            'DateGreaterThan': {'s3:prefix': '2026-01-01'}           | 2026-01-01T00:00:01Z | true
            'DateLessThan': {'aws:CurrentTime': '2026-01-31T12:00:01Z'} |      | true
            'IpAddress': {'aws:SourceIp': '127.0.0.0/8'}             |         | true
            'NotIpAddress': {'aws:SourceIp': '10.0.0.0/9'}           |         | true
            'IpAddress': {'s3:prefix': '10.0.0.0/9'}                 | 10.128.0.1 | false
            'ArnLike': {'aws:PrincipalArn': 'arn:aws:iam::*:role/a*'} |        | true
            'ArnEquals': {'aws:PrincipalArn': 'arn:aws:iam:*:*:role/b*'} |     | false
            'Bool': {'aws:SecureTransport': 'true'}                  |         | true
            'StringEquals': {'aws:ResourceAccount': '${aws:PrincipalAccount}'} | | true
            'StringEquals': {'s3:prefix': "${aws:PrincipalType}"}    | AssumedRole | true
            """)
    void conditions_shouldHoldAsOnAws(String condition, String prefix, boolean holds) {
        var context = prefix == null
                ? Map.<String, String>of()
                : Map.of("s3:prefix", AccessRequest.values(List.of(prefix.split(","))));
        assertThat(allows(ALLOW + ", 'Condition': {" + condition + "}", "s3:GetObject", "arn:aws:s3:::b/k", context))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'Action': 's3:get*', 'Resource': '*'                                     | s3:GetObject | arn:aws:s3:::b/k | true
            'Action': 's3:Get?bject', 'Resource': 'arn:aws:s3:::b/*'                 | s3:GetObject | arn:aws:s3:::b/k | true
            'Action': 's3:GetObject', 'Resource': 'arn:aws:s3:::b'                   | s3:GetObject | arn:aws:s3:::b/k | false
            'NotAction': 's3:Put*', 'Resource': '*'                                  | s3:GetObject | arn:aws:s3:::b/k | true
            'NotAction': 's3:*', 'Resource': '*'                                     | s3:GetObject | arn:aws:s3:::b/k | false
            'Action': '*', 'NotResource': 'arn:aws:s3:::b/*'                         | s3:GetObject | arn:aws:s3:::b/k | false
            'Action': '*', 'NotResource': 'arn:aws:s3:::c/*'                         | s3:GetObject | arn:aws:s3:::b/k | true
            'Action': '*', 'Resource': 'arn:aws:sqs:*:*:q*'                          | sqs:X | arn:aws:sqs:r:1:q1 | true
            'Action': '*', 'Resource': 'arn:aws:sqs:*:q1'                            | sqs:X | arn:aws:sqs:r:1:q1 | refused
            'Action': '*', 'Resource': 'arn:aws:sqs:*:2:q1'                          | sqs:X | arn:aws:sqs:r:1:q1 | false
            """)
    void statements_shouldMatchActionsAndResources(String statement, String action, String resource, String expected) {
        var whole = "'Effect': 'Allow', " + statement;
        if (expected.equals("refused")) {
            assertRefused(whole, "must be an ARN");
        } else {
            assertThat(allows(whole, action, resource, Map.of())).isEqualTo(Boolean.parseBoolean(expected));
        }
    }

    @Test
    void getPolicyDocument_shouldComposeWhatTheProviderWould() {
        var result = PolicyDocumentFunction.call(new Inputs(
                "getPolicyDocument",
                Map.of(
                        "statements",
                        List.of(Map.of(
                                "sid",
                                "Own",
                                "actions",
                                List.of("s3:GetObject", "s3:PutObject"),
                                "resources",
                                List.of("arn:aws:s3:::b/&{cognito-identity.amazonaws.com:sub}/*"),
                                "principals",
                                List.of(Map.of(
                                        "type", "AWS", "identifiers", List.of("arn:aws:iam::123456789012:root"))),
                                "conditions",
                                List.of(Map.of(
                                        "test", "StringEquals", "variable", "s3:prefix", "values", List.of("a"))))))));

        assertThat(result.get("minifiedJson"))
                .isEqualTo("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Own\",\"Effect\":\"Allow\","
                        + "\"Action\":[\"s3:GetObject\",\"s3:PutObject\"],"
                        + "\"Resource\":\"arn:aws:s3:::b/${cognito-identity.amazonaws.com:sub}/*\","
                        + "\"Principal\":{\"AWS\":\"arn:aws:iam::123456789012:root\"},"
                        + "\"Condition\":{\"StringEquals\":{\"s3:prefix\":\"a\"}}}]}");
        assertThat(PolicyDocument.parse("x", PolicyDocument.Kind.RESOURCE, (String) result.get("json"))
                        .statements())
                .hasSize(1);
    }

    @Test
    void managedPolicies_shouldAllBeUnderstood() {
        for (var name : AwsManagedPolicies.names()) {
            assertThat(AwsManagedPolicies.document(AwsManagedPolicies.PREFIX + name))
                    .as(name)
                    .isPresent();
        }
    }

    @Test
    void module_shouldRefuseWhatAwsRefuses() {
        var iam = new IamKit();
        iam.role("api", "lambda.amazonaws.com");

        assertThatThrownBy(() -> iam.register(
                        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                        "x",
                        Map.of("role", "api", "policyArn", "arn:aws:iam::aws:policy/Nope")))
                .hasMessageContaining("NoSuchEntity: policy arn:aws:iam::aws:policy/Nope does not exist");
        assertThatThrownBy(() -> iam.inline("nobody", "{}"))
                .hasMessageContaining("The role with name nobody cannot be found");
        assertThatThrownBy(() -> iam.role("api", "lambda.amazonaws.com")).hasMessageContaining("EntityAlreadyExists");
        assertThatThrownBy(() -> iam.role("a b", "lambda.amazonaws.com")).hasMessageContaining("ValidationError");
        assertThatThrownBy(() -> iam.authorizer().validateResourcePolicy("bucket b", "{\"Statement\": 1}"))
                .hasMessageContaining("bucket b");
    }

    private static PolicyDocument parse(String statement) {
        return PolicyDocument.parse("test", PolicyDocument.Kind.IDENTITY, json(statement));
    }

    private static String json(String statement) {
        return "{\"Version\": \"2012-10-17\", \"Statement\": [{" + statement.replace('\'', '"') + "}]}";
    }

    private static boolean allows(String statement, String action, String resource, Map<String, String> context) {
        var iam = new IamKit();
        Caller caller = iam.role("api", "lambda.amazonaws.com");
        iam.inline("api", json(statement));
        return iam.authorizer().allows(new AccessRequest(caller, action, resource, context, Optional.empty()));
    }
}

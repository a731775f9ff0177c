package dev.quartet.infra.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.core.Output;
import com.pulumi.test.PulumiTest;
import org.junit.jupiter.api.Test;

class StatementTest {
    @Test
    void document_hasTheFormThatAwsReads() {
        Statement statement = Statement.allow("Read", "s3:GetObject")
                .by(Principal.service("cloudfront.amazonaws.com"))
                .on("arn:aws:s3:::b/*")
                .when("StringEquals", "aws:SourceArn", Output.of("arn:x"))
                .when("StringEquals", "aws:SourceAccount", "1", "2");
        assertThat(PulumiTest.extractValue(Policy.document(statement)))
                .isEqualTo("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Read\",\"Effect\":\"Allow\","
                        + "\"Principal\":{\"Service\":\"cloudfront.amazonaws.com\"},\"Action\":[\"s3:GetObject\"],"
                        + "\"Resource\":[\"arn:aws:s3:::b/*\"],\"Condition\":{\"StringEquals\":"
                        + "{\"aws:SourceArn\":\"arn:x\",\"aws:SourceAccount\":[\"1\",\"2\"]}}}]}");
    }

    @Test
    void wildcards_areRefused() {
        assertThatThrownBy(() -> Statement.allow("All", "s3:*")).hasMessageContaining("without wildcards");
        assertThatThrownBy(() -> Statement.allow("Items", "dynamodb:GetItem").onEverything())
                .hasMessageContaining("resources by ARN");
        Output<String> document =
                Policy.document(Statement.allow("Items", "dynamodb:GetItem").on("*"));
        assertThatThrownBy(() -> PulumiTest.extractValue(document)).hasStackTraceContaining("names the resource *");
    }
}

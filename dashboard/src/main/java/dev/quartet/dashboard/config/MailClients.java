package dev.quartet.dashboard.config;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/** What the welcome mails are read with, by region; AWS's own endpoints where {@code endpointUrl} is null. */
public interface MailClients {
    DynamoDbClient dynamoDb(String region, @Nullable String endpointUrl);

    SesV2Client ses(String region, @Nullable String endpointUrl);

    S3Client s3(String region, @Nullable String endpointUrl);
}

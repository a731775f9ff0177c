package dev.quartet.functions.services.calls;

import dev.quartet.functions.common.Env;
import dev.quartet.functions.data.Clients;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/** Signs calls of APIs whose methods ask for IAM (AWS: "Signature Version 4", service execute-api) as the function's role. */
final class Signer {
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final String region;
    private final AwsCredentialsProvider credentials;

    Signer(Env env, AwsCredentialsProvider credentials) {
        region = Clients.region(env).id();
        this.credentials = credentials;
    }

    SdkHttpRequest sign(SdkHttpRequest request, ContentStreamProvider body) {
        return signer.sign(sign -> sign.identity(credentials.resolveCredentials())
                        .request(request)
                        .payload(body)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region))
                .request();
    }
}

package dev.quartet.infra.edge;

import com.pulumi.aws.cloudfront.ResponseHeadersPolicy;
import com.pulumi.aws.cloudfront.ResponseHeadersPolicyArgs;
import com.pulumi.aws.cloudfront.inputs.ResponseHeadersPolicySecurityHeadersConfigArgs;
import com.pulumi.aws.cloudfront.inputs.ResponseHeadersPolicySecurityHeadersConfigContentSecurityPolicyArgs;
import com.pulumi.aws.cloudfront.inputs.ResponseHeadersPolicySecurityHeadersConfigContentTypeOptionsArgs;
import com.pulumi.aws.cloudfront.inputs.ResponseHeadersPolicySecurityHeadersConfigFrameOptionsArgs;
import com.pulumi.aws.cloudfront.inputs.ResponseHeadersPolicySecurityHeadersConfigReferrerPolicyArgs;
import com.pulumi.aws.cloudfront.inputs.ResponseHeadersPolicySecurityHeadersConfigStrictTransportSecurityArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;

/** Makes response headers policies: each answer says what a browser may do with it. */
public final class SecurityHeaders {
    private static final int ONE_YEAR = 31_536_000;

    private SecurityHeaders() {}

    /** Makes a policy with this Content-Security-Policy; returns its id. */
    public static Output<String> create(Resource parent, Scope scope, String name, String contentSecurityPolicy) {
        return new ResponseHeadersPolicy(
                        name,
                        ResponseHeadersPolicyArgs.builder()
                                .name(scope.names().regional(name))
                                .securityHeadersConfig(ResponseHeadersPolicySecurityHeadersConfigArgs.builder()
                                        .contentSecurityPolicy(contentSecurityPolicy(contentSecurityPolicy))
                                        .contentTypeOptions(
                                                ResponseHeadersPolicySecurityHeadersConfigContentTypeOptionsArgs
                                                        .builder()
                                                        .override(true)
                                                        .build())
                                        .frameOptions(
                                                ResponseHeadersPolicySecurityHeadersConfigFrameOptionsArgs.builder()
                                                        .frameOption("DENY")
                                                        .override(true)
                                                        .build())
                                        .referrerPolicy(
                                                ResponseHeadersPolicySecurityHeadersConfigReferrerPolicyArgs.builder()
                                                        .referrerPolicy("strict-origin-when-cross-origin")
                                                        .override(true)
                                                        .build())
                                        .strictTransportSecurity(
                                                ResponseHeadersPolicySecurityHeadersConfigStrictTransportSecurityArgs
                                                        .builder()
                                                        .accessControlMaxAgeSec(ONE_YEAR)
                                                        .includeSubdomains(true)
                                                        .override(true)
                                                        .build())
                                        .build())
                                .build(),
                        Scope.in(parent))
                .id();
    }

    private static ResponseHeadersPolicySecurityHeadersConfigContentSecurityPolicyArgs contentSecurityPolicy(
            String policy) {
        return ResponseHeadersPolicySecurityHeadersConfigContentSecurityPolicyArgs.builder()
                .contentSecurityPolicy(policy)
                .override(true)
                .build();
    }
}

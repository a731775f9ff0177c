package dev.quartet.dashboard.access;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in words what to do. */
final class OpenAccessFailureAnalyzer extends AbstractFailureAnalyzer<OpenAccessRefusedException> {
    @Override
    protected FailureAnalysis analyze(Throwable root, OpenAccessRefusedException cause) {
        return new FailureAnalysis(
                "The dashboard refuses to start: " + cause.getMessage(),
                "Set quartet.access.username and quartet.access.password-hash (bcrypt, as htpasswd -nBC 12 NAME prints after the colon),"
                        + " or quartet.access.oidc.enabled=true (the stack's user pool), or server.address=127.0.0.1",
                cause);
    }
}

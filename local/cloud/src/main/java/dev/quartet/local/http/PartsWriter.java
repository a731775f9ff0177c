package dev.quartet.local.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/** Writes one part of an answer after the other, each when the one before is out. */
final class PartsWriter extends IteratingCallback {
    private final Response response;
    private final Callback callback;
    private final PromptAnswer.Parts parts;
    private @Nullable ByteBuffer next;
    private boolean last;

    /**
     * Creates it; {@link #iterate} begins.
     *
     * @param callback told when all is out
     * @param headless if the answer has no body, so that no part is to be sent
     */
    PartsWriter(Response response, Callback callback, PromptAnswer.Parts parts, boolean headless) {
        this.response = response;
        this.callback = callback;
        this.parts = parts;
        this.next = headless ? null : parts.next();
    }

    @Override
    protected Action process() {
        if (last) {
            return Action.SUCCEEDED;
        }
        var present = next;
        next = present == null ? null : parts.next();
        last = next == null;
        response.write(last, present, this);
        return Action.SCHEDULED;
    }

    @Override
    protected void onSuccess() {}

    @Override
    protected void onCompleteSuccess() {
        parts.done(true);
        callback.succeeded();
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
        parts.done(false);
        callback.failed(cause);
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}

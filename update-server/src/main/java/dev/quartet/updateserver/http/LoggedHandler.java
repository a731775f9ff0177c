package dev.quartet.updateserver.http;

import dev.quartet.updateserver.log.AccessLog;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Writes a line for each request that was answered or broke off; health checks are too many to be told. */
final class LoggedHandler extends Handler.Wrapper {
    private final AccessLog log;

    LoggedHandler(Handler handler, AccessLog log) {
        super(handler);
        this.log = log;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!ReleaseHandler.HEALTH.equals(request.getHttpURI().getPath())) {
            Request.addCompletionListener(request, failure -> log.write(line(request, response, failure)));
        }
        return super.handle(request, response, callback);
    }

    private static AccessLog.Line line(Request request, Response response, @Nullable Throwable failure) {
        var headers = request.getHeaders();
        return new AccessLog.Line(
                System.currentTimeMillis(),
                request.getMethod(),
                String.valueOf(request.getHttpURI().getPath()),
                response.getStatus(),
                Response.getContentBytesWritten(response),
                System.nanoTime() - request.getBeginNanoTime(),
                headers.get(HttpHeader.RANGE),
                headers.get("X-Forwarded-For"),
                Request.getRemoteAddr(request),
                headers.get("X-Amzn-Trace-Id"),
                headers.get(HttpHeader.USER_AGENT),
                failure == null ? null : failure.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    }
}

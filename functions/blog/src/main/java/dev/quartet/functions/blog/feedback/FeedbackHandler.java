package dev.quartet.functions.blog.feedback;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;

/** Notes bounces and complaints: {@code dev.quartet.functions.blog.feedback.FeedbackHandler::handleRequest}. */
public final class FeedbackHandler implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) {
        throw new UnsupportedOperationException("this function is being built");
    }
}

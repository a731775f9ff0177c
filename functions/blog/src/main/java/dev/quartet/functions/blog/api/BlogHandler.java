package dev.quartet.functions.blog.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;

/** The blog API's function: {@code dev.quartet.functions.blog.api.BlogHandler::handleRequest}. */
public final class BlogHandler implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) {
        throw new UnsupportedOperationException("this function is being built");
    }
}

package dev.quartet.functions.blog.thumbnail;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;

/** Makes thumbnails: {@code dev.quartet.functions.blog.thumbnail.ThumbnailHandler::handleRequest}. */
public final class ThumbnailHandler implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) {
        throw new UnsupportedOperationException("this function is being built");
    }
}

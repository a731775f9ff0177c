package dev.quartet.functions.blog.welcome;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;

/** Sends welcome mails: {@code dev.quartet.functions.blog.welcome.WelcomeHandler::handleRequest}. */
public final class WelcomeHandler implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) {
        throw new UnsupportedOperationException("this function is being built");
    }
}

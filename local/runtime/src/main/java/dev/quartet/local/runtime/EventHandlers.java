package dev.quartet.local.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Finds the handler that {@code _HANDLER} names.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-handler.html">Define Lambda function handler in Java</a>
 */
final class EventHandlers {
    private EventHandlers() {}

    /** @param name {@code package.Class} or {@code package.Class::handleRequest} */
    static EventHandler load(String name) throws ReflectiveOperationException {
        int separator = name.indexOf("::");
        String className = separator < 0 ? name : name.substring(0, separator);
        String method = separator < 0 ? "handleRequest" : name.substring(separator + 2);
        Object handler;
        try {
            handler = Class.forName(className).getConstructor().newInstance();
        } catch (ClassNotFoundException e) {
            throw new ClassNotFoundException("handler '" + name + "': class " + className + " is not in the code", e);
        } catch (NoSuchMethodException e) {
            throw new NoSuchMethodException(
                    "handler '" + name + "': " + className + " has no public constructor without parameters");
        }
        if (!method.equals("handleRequest")) {
            throw new NoSuchMethodException("handler '" + name + "': method " + method + "; allowed is handleRequest");
        }
        if (handler instanceof RequestStreamHandler streams) {
            return new StreamHandler(streams);
        }
        if (handler instanceof RequestHandler<?, ?> objects) {
            return ObjectHandler.of(objects);
        }
        throw new IllegalArgumentException(
                "handler '" + name + "': " + className + " implements neither RequestStreamHandler nor RequestHandler");
    }

    /** A handler of bytes. */
    private record StreamHandler(RequestStreamHandler handler) implements EventHandler {
        @Override
        public byte[] handle(byte[] event, Context context) throws IOException {
            ByteArrayOutputStream response = new ByteArrayOutputStream(1024);
            handler.handleRequest(new ByteArrayInputStream(event), response, context);
            return response.toByteArray();
        }
    }
}

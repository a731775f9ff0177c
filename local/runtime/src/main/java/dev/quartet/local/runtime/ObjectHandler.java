package dev.quartet.local.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** A handler of objects: AWS's own serialization turns its event and its response into JSON, as on AWS. */
record ObjectHandler(
        RequestHandler<Object, Object> handler, PojoSerializer<Object> events, PojoSerializer<Object> responses)
        implements EventHandler {

    @SuppressWarnings("unchecked") // the two serializers below are made for the handler's own type arguments
    static ObjectHandler of(RequestHandler<?, ?> handler) throws NoSuchMethodException {
        Method method = method(handler.getClass());
        return new ObjectHandler(
                (RequestHandler<Object, Object>) handler,
                serializer(method.getGenericParameterTypes()[0]),
                serializer(method.getGenericReturnType()));
    }

    private static Method method(Class<?> type) throws NoSuchMethodException {
        for (Method method : type.getMethods()) {
            Class<?>[] parameters = method.getParameterTypes();
            if (method.getName().equals("handleRequest")
                    && !method.isBridge()
                    && parameters.length == 2
                    && parameters[1] == Context.class) {
                return method;
            }
        }
        throw new NoSuchMethodException(type.getName() + ".handleRequest(event, Context)");
    }

    @SuppressWarnings("unchecked") // a serializer of T is only ever given what it returned, or T itself
    private static PojoSerializer<Object> serializer(Type type) {
        if (type instanceof Class<?> event && LambdaEventSerializers.isLambdaSupportedEvent(event.getName())) {
            return (PojoSerializer<Object>)
                    LambdaEventSerializers.serializerFor(event, ObjectHandler.class.getClassLoader());
        }
        return JacksonFactory.getInstance().getSerializer(type);
    }

    @Override
    public byte[] handle(byte[] event, Context context) {
        Object response = handler.handleRequest(events.fromJson(new ByteArrayInputStream(event)), context);
        if (response == null) {
            return "null".getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream json = new ByteArrayOutputStream(1024);
        responses.toJson(response, json);
        return json.toByteArray();
    }
}

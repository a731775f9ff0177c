package dev.quartet.functions.services;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A table's client whose process dies at one of its writes: just before it, or just after it was done. */
public final class Mortal {
    /** The process is gone: nothing of it runs any more. */
    public static final class Death extends Error {
        Death() {
            super("the process died", null, false, false);
        }
    }

    private static final Set<String> WRITES = Set.of("putItem", "updateItem", "deleteItem", "transactWriteItems");

    private final AtomicInteger writes = new AtomicInteger();
    private final DynamoDbClient client;

    /**
     * @param write  the how many-th write it dies at, from 1
     * @param before whether it dies before it
     */
    public Mortal(DynamoDbClient real, int write, boolean before) {
        client = (DynamoDbClient) Proxy.newProxyInstance(
                Mortal.class.getClassLoader(), new Class<?>[] {DynamoDbClient.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null; // the table outlives every process
                    }
                    boolean last = WRITES.contains(method.getName()) && writes.incrementAndGet() == write;
                    if (last && before) {
                        throw new Death();
                    }
                    Object answer;
                    try {
                        answer = method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (last) {
                        throw new Death();
                    }
                    return answer;
                });
    }

    public DynamoDbClient client() {
        return client;
    }

    /** How many writes were begun. */
    public int writes() {
        return writes.get();
    }
}

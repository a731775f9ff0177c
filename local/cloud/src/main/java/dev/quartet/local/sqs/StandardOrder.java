package dev.quartet.local.sqs;

import dev.quartet.local.core.Disorder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A standard queue: roughly oldest first, or in some disorder when that is asked for. */
final class StandardOrder implements DeliveryOrder {
    /** Received so often, SQS moves a message behind the others. */
    private static final int OFTEN = 3;

    private final TreeMap<Long, StoredMessage> ready = new TreeMap<>();
    private final Disorder disorder;
    private long last;

    StandardOrder(Disorder disorder) {
        this.disorder = disorder;
    }

    @Override
    public void arrived(StoredMessage message) {
        last = Math.max(last, message.order);
    }

    @Override
    public void ready(StoredMessage message) {
        if (message.receiveCount >= OFTEN) {
            last = last + 1;
            message.order = last;
        }
        ready.put(message.order, message);
    }

    @Override
    public void taken(StoredMessage message) {
        ready.remove(message.order, message);
    }

    @Override
    public void gone(StoredMessage message) {
        ready.remove(message.order, message);
    }

    @Override
    public List<StoredMessage> next(int most) {
        return disorder.pick(
                new ArrayList<>(
                        ready.values().stream().limit(disorder.window(most)).toList()),
                most);
    }

    @Override
    public void clear() {
        ready.clear();
    }
}

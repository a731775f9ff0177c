package dev.quartet.local.sqs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A FIFO queue: in order within a group, and nothing more of a group while one of its messages is in flight. See <a
 * href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html">SQS</a>.
 */
final class FifoOrder implements DeliveryOrder {
    private static final class Group {
        private final TreeMap<Long, StoredMessage> messages = new TreeMap<>();
        private int inFlight;
    }

    private final Map<String, Group> groups = new LinkedHashMap<>();

    @Override
    public void arrived(StoredMessage message) {
        groups.computeIfAbsent(name(message), name -> new Group()).messages.put(message.sequence, message);
    }

    @Override
    public void ready(StoredMessage message) {
        var group = groups.get(name(message));
        if (group != null && message.state == StoredMessage.State.IN_FLIGHT) {
            group.inFlight--;
        }
    }

    @Override
    public void taken(StoredMessage message) {
        var group = groups.get(name(message));
        if (group != null && message.state != StoredMessage.State.IN_FLIGHT) {
            group.inFlight++;
        }
    }

    @Override
    public void gone(StoredMessage message) {
        var name = name(message);
        var group = groups.get(name);
        if (group == null || group.messages.remove(message.sequence) == null) {
            return;
        }
        if (message.state == StoredMessage.State.IN_FLIGHT) {
            group.inFlight--;
        }
        if (group.messages.isEmpty()) {
            groups.remove(name);
        }
    }

    @Override
    public List<StoredMessage> next(int most) {
        var result = new ArrayList<StoredMessage>();
        for (var group : groups.values()) {
            if (group.inFlight > 0) {
                continue;
            }
            for (var message : group.messages.values()) {
                if (message.state != StoredMessage.State.READY || result.size() == most) {
                    break;
                }
                result.add(message);
            }
            if (result.size() == most) {
                break;
            }
        }
        return result;
    }

    @Override
    public void clear() {
        groups.clear();
    }

    private static String name(StoredMessage message) {
        return message.content.groupId().orElse("");
    }
}

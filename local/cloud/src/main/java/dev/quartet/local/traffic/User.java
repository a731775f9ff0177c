package dev.quartet.local.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A signed-in user and what they know of their to-dos and files. Thread-safe. */
final class User {
    private final List<Todo> todos = new ArrayList<>();
    private final List<String> files = new ArrayList<>();
    private final ReentrantLock renewal = new ReentrantLock();
    private Accounts.Tokens tokens;
    private Accounts.@Nullable Session session;

    User(Accounts.Tokens tokens) {
        this.tokens = tokens;
    }

    /** A to-do and the version last seen, as {@code ETag} has it. */
    record Todo(String id, String etag) {}

    /** Returns the lock under which tokens and credentials are renewed, so that one request does it for all. */
    ReentrantLock renewal() {
        return renewal;
    }

    synchronized Accounts.Tokens tokens() {
        return tokens;
    }

    synchronized void tokens(Accounts.Tokens newTokens) {
        tokens = newTokens;
    }

    synchronized Optional<Accounts.Session> session() {
        return Optional.ofNullable(session);
    }

    synchronized void session(Accounts.Session newSession) {
        session = newSession;
    }

    synchronized int todoCount() {
        return todos.size();
    }

    /** Remembers a to-do, in place of what was known of it. */
    synchronized void remember(Todo todo) {
        todos.removeIf(known -> known.id().equals(todo.id()));
        todos.add(todo);
    }

    synchronized void forget(String id) {
        todos.removeIf(known -> known.id().equals(id));
    }

    /** Returns one of the to-dos, the latest most often; none when there is none. */
    synchronized Optional<Todo> anyTodo(RandomGenerator random) {
        return todos.isEmpty()
                ? Optional.empty()
                : Optional.of(todos.get(todos.size() - 1 - Zipf.next(random, todos.size())));
    }

    synchronized void uploaded(String name) {
        if (!files.contains(name)) {
            files.add(name);
        }
    }

    synchronized Optional<String> anyFile(RandomGenerator random) {
        return files.isEmpty() ? Optional.empty() : Optional.of(files.get(Zipf.next(random, files.size())));
    }
}

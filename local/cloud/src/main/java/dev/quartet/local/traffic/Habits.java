package dev.quartet.local.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** What a signed-in user does next: mostly reads, some writes, now and then a file. Thread-safe. */
final class Habits {
    private static final Duration REFRESH_BEFORE = Duration.ofMinutes(5);
    private static final int FIRST_TODOS = 3;
    private static final int MOST_TODOS = 100;
    private static final int FILES = 5;
    private static final int MOST_FILE_BYTES = 64 * 1024;
    /** Shares of each act in a hundred; what is left reads one to-do. */
    private static final int LIST = 25;

    private static final int REFRESH = LIST + 4;
    private static final int CREATE = REFRESH + 4;
    private static final int UPDATE = CREATE + 3;
    private static final int DELETE = UPDATE + 1;
    private static final int UPLOAD = DELETE + 2;
    private static final int DOWNLOAD = UPLOAD + 2;

    private final Accounts accounts;
    private final Todos todos;
    private final Files files;

    Habits(Accounts accounts, Todos todos, Files files) {
        this.accounts = accounts;
        this.todos = todos;
        this.files = files;
    }

    /** Signs a new user up, in, and lets them write their first to-dos. */
    User join(String email, String password) throws FailedRequestException, InterruptedException {
        var user = new User(accounts.register(email, password));
        for (int i = 1; i <= FIRST_TODOS; i++) {
            todos.create(user, "To-do " + i);
        }
        return user;
    }

    /** Does the next thing as {@code user}. */
    void act(User user, RandomGenerator random) throws FailedRequestException, InterruptedException {
        freshen(user);
        int dice = random.nextInt(100);
        var todo = user.anyTodo(random);
        if (dice < LIST) {
            todos.list(user);
        } else if (dice >= DELETE && dice < UPLOAD) {
            upload(user, random);
        } else if (dice >= UPLOAD && dice < DOWNLOAD) {
            download(user, random);
        } else if (todo.isEmpty() || (dice >= REFRESH && dice < CREATE && user.todoCount() < MOST_TODOS)) {
            todos.create(user, "To-do of " + Instant.now());
        } else if (dice < REFRESH) {
            todos.refresh(user, todo.get().id());
        } else if (dice >= CREATE && dice < UPDATE) {
            todos.update(user, todo.get(), "Done at " + Instant.now());
        } else if (dice >= UPDATE && dice < DELETE) {
            todos.delete(user, todo.get().id());
        } else {
            todos.read(user, todo.get().id());
        }
    }

    private void upload(User user, RandomGenerator random) throws FailedRequestException, InterruptedException {
        var name = "file-" + random.nextInt(FILES) + ".bin";
        var content = new byte[1 + random.nextInt(MOST_FILE_BYTES)];
        random.nextBytes(content);
        files.put(session(user), name, content);
        user.uploaded(name);
    }

    private void download(User user, RandomGenerator random) throws FailedRequestException, InterruptedException {
        var name = user.anyFile(random);
        if (name.isEmpty()) {
            upload(user, random);
            return;
        }
        files.get(session(user), name.get());
    }

    private void freshen(User user) throws FailedRequestException, InterruptedException {
        user.renewal().lock();
        try {
            if (Instant.now().isAfter(user.tokens().expiresAt().minus(REFRESH_BEFORE))) {
                user.tokens(accounts.refresh(user.tokens()));
            }
        } finally {
            user.renewal().unlock();
        }
    }

    private Accounts.Session session(User user) throws FailedRequestException, InterruptedException {
        user.renewal().lock();
        try {
            var known = user.session();
            if (known.isPresent()
                    && Instant.now().isBefore(known.get().expiresAt().minus(REFRESH_BEFORE))) {
                return known.get();
            }
            var session = accounts.session(user.tokens());
            user.session(session);
            return session;
        } finally {
            user.renewal().unlock();
        }
    }
}

package dev.quartet.local.traffic;

import dev.quartet.exports.StackExports;
import dev.quartet.exports.TodoExports;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;

/** Users of the to-do app. They sign up a few at a time; who acts is chosen by Zipf's law. Thread-safe. */
final class TodoCrowd implements Crowd {
    private static final int SIGN_UPS_AT_ONCE = 2;
    private static final int TRIES_OF_A_USER = 5;

    private final Habits habits;
    private final Statistics statistics;
    private final int most;
    private final List<User> users = new CopyOnWriteArrayList<>();

    TodoCrowd(Wire wire, Statistics statistics, StackExports exports, TodoExports todo, String endpoint, int most) {
        this.habits = new Habits(
                new Accounts(wire, endpoint, exports.region(), todo),
                new Todos(wire, todo.api().url()),
                new Files(wire, endpoint, exports.region(), todo));
        this.statistics = statistics;
        this.most = most;
    }

    @Override
    public int share() {
        return 2;
    }

    @Override
    public int size() {
        return users.size();
    }

    @Override
    public void gather(Lifetime life) {
        var random = new SecureRandom();
        var run = HexFormat.of().toHexDigits(random.nextInt());
        var places = new Semaphore(SIGN_UPS_AT_ONCE);
        for (int i = 0; i < most && !life.over(); i++) {
            var email = "user-%s-%d@example.com".formatted(run, i);
            var password = "Aa1!" + HexFormat.of().toHexDigits(random.nextLong());
            places.acquireUninterruptibly();
            if (!life.submit(() -> {
                try {
                    join(life, email, password);
                } finally {
                    places.release();
                }
            })) {
                return;
            }
        }
    }

    @Override
    public void act(RandomGenerator random) throws FailedRequestException, InterruptedException {
        habits.act(users.get(Zipf.next(random, users.size())), random);
    }

    private void join(Lifetime life, String email, String password) {
        for (int attempt = 0; attempt < TRIES_OF_A_USER && !life.over(); attempt++) {
            try {
                users.add(habits.join(attempt + "-" + email, password));
                return;
            } catch (FailedRequestException e) {
                if (life.pause(Duration.ofSeconds(1L << attempt))) { // the reason is counted
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                statistics.error("signing up: " + e);
            }
        }
    }
}

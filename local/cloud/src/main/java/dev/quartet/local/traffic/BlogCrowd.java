package dev.quartet.local.traffic;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Visitors of the blog, and one author. Visitors read by Zipf's law, some sign up; the author writes posts and uploads
 * pictures. Thread-safe.
 */
final class BlogCrowd implements Crowd {
    private static final int FIRST_POSTS = 6;
    private static final int FIRST_PICTURES = 6;
    private static final int TRIES = 5;
    private static final int WIDTHS = 3;
    /** Shares of each act in a hundred; what is left reads one post. */
    private static final int PAGE = 14;

    private static final int ASSET = PAGE + 12;
    private static final int LIST_POSTS = ASSET + 14;
    private static final int LIST_PICTURES = LIST_POSTS + 6;
    private static final int VIEW_PICTURE = LIST_PICTURES + 28;
    private static final int MISS = VIEW_PICTURE + 1;
    private static final int SIGN_UP = MISS + 3;
    private static final int AUTHOR = SIGN_UP + 2;

    private final Site site;
    private final Visitors visitors;
    private final Author author;
    private final Statistics statistics;
    private volatile boolean open;

    BlogCrowd(Site site, Visitors visitors, Author author, Statistics statistics) {
        this.site = site;
        this.visitors = visitors;
        this.author = author;
        this.statistics = statistics;
    }

    @Override
    public int share() {
        return 3;
    }

    @Override
    public int size() {
        return open ? 1 + visitors.count() : 0;
    }

    @Override
    public void gather(Lifetime life) {
        open = true; // readers come before there is anything to read
        for (int attempt = 0; attempt < TRIES && !life.over(); attempt++) {
            try {
                author.signIn();
                for (int i = 0; i < FIRST_PICTURES && !life.over(); i++) {
                    author.upload();
                }
                for (int i = 0; i < FIRST_POSTS && !life.over(); i++) {
                    author.write();
                }
                return;
            } catch (FailedRequestException e) {
                if (life.pause(Duration.ofSeconds(1L << attempt))) { // the reason is counted
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                statistics.error("the author: " + e);
            }
        }
    }

    @Override
    public void act(RandomGenerator random) throws FailedRequestException, InterruptedException {
        int dice = random.nextInt(100);
        var post = site.anyPost(random);
        var picture = site.anyPicture(random);
        if (dice < PAGE) {
            site.page(random);
        } else if (dice < ASSET) {
            site.asset(random);
        } else if (dice < LIST_POSTS || (dice >= AUTHOR && post.isEmpty())) {
            site.listPosts();
        } else if (dice < LIST_PICTURES || (dice < VIEW_PICTURE && picture.isEmpty())) {
            site.listPictures();
        } else if (dice < VIEW_PICTURE) {
            site.view(picture.orElseThrow(), random.nextInt(WIDTHS));
        } else if (dice < MISS) {
            site.miss(random);
        } else if (dice < SIGN_UP) {
            visitors.signUp(random);
        } else if (dice < AUTHOR) {
            author.act(random);
        } else {
            site.read(post.orElseThrow());
        }
    }
}

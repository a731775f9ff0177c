package dev.quartet.local.traffic;

import dev.quartet.exports.StackExports;
import dev.quartet.local.aws.RequestSigner;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** The crowds of a stack: one for each architecture that it has. */
final class Crowds {
    private Crowds() {}

    static List<Crowd> of(
            StackExports exports, TrafficOptions options, RequestSigner owner, Wire wire, Statistics statistics) {
        var endpoint = exports.endpointUrl();
        if (endpoint == null) {
            throw new IllegalArgumentException(
                    "traffic needs a local cloud: the exports of stack %s have no endpointUrl"
                            .formatted(exports.stack()));
        }
        var crowds = new ArrayList<Crowd>();
        var todo = exports.todo();
        if (todo != null) {
            crowds.add(new TodoCrowd(wire, statistics, exports, todo, endpoint, options.users()));
        }
        var blog = exports.blog();
        if (blog != null) {
            var run = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
            var site = new Site(wire, blog.siteUrl());
            crowds.add(new BlogCrowd(
                    site,
                    new Visitors(wire, blog.siteUrl(), run),
                    new Author(wire, endpoint, blog, owner, site, run),
                    statistics));
        }
        if (crowds.isEmpty()) {
            throw new IllegalArgumentException(
                    "traffic needs the architecture todo or blog; stack %s has neither".formatted(exports.stack()));
        }
        return List.copyOf(crowds);
    }

    /** Returns one of those that have gathered, by their shares; none when nobody is there yet. */
    static Optional<Crowd> any(List<Crowd> crowds, RandomGenerator random) {
        var there = crowds.stream().filter(crowd -> crowd.size() > 0).toList();
        if (there.isEmpty()) {
            return Optional.empty();
        }
        int dice = random.nextInt(there.stream().mapToInt(Crowd::share).sum());
        for (var crowd : there) {
            dice -= crowd.share();
            if (dice < 0) {
                return Optional.of(crowd);
            }
        }
        throw new IllegalStateException("the shares do not add up");
    }
}

package dev.quartet.local.traffic;

import dev.quartet.exports.StackExports;
import dev.quartet.local.aws.RequestSigner;
import java.time.Clock;
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
        var services = exports.services();
        if (services != null) {
            var run = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
            var tide = new Tide(options.flashSale(), System::nanoTime);
            crowds.add(new ShopCrowd(new Shop(wire, services, endpoint, owner, run), tide, statistics));
        }
        var updates = exports.updates();
        if (updates != null) {
            crowds.add(new UpdatesCrowd(
                    new Updates(wire, updates.baseUrl(), UpdatesCrowd.CHANNEL),
                    new ReleaseBucket(wire, endpoint, updates, owner),
                    statistics,
                    Clock.systemUTC()));
        }
        if (crowds.isEmpty()) {
            throw new IllegalArgumentException(
                    "traffic needs the architecture todo, blog, services or updates; stack %s has none of them"
                            .formatted(exports.stack()));
        }
        return List.copyOf(crowds);
    }

    /** Returns how high the traffic is at the moment, relative to its average. */
    static double tide(List<Crowd> crowds) {
        double all = crowds.stream().mapToDouble(Crowd::share).sum();
        return crowds.stream().mapToDouble(Crowds::weight).sum() / all;
    }

    private static double weight(Crowd crowd) {
        return crowd.share() * crowd.tide();
    }

    /** Returns one of those that have gathered, by their shares; none when nobody is there yet. */
    static Optional<Crowd> any(List<Crowd> crowds, RandomGenerator random) {
        var there = crowds.stream().filter(crowd -> crowd.size() > 0).toList();
        if (there.isEmpty()) {
            return Optional.empty();
        }
        double dice =
                random.nextDouble() * there.stream().mapToDouble(Crowds::weight).sum();
        for (var crowd : there) {
            dice -= weight(crowd);
            if (dice < 0) {
                return Optional.of(crowd);
            }
        }
        return Optional.of(there.getLast()); // rounding, or the tide turned meanwhile
    }
}

package dev.quartet.local.cloudwatch;

import dev.quartet.local.core.AwsException;

/** A statistic by CloudWatch's name: Sum, Average, Minimum, Maximum, SampleCount, or a percentile such as p99 or p99.9. */
@FunctionalInterface
interface Statistic {
    /** Returns the statistic of a bucket that holds data. */
    double of(Bucket bucket);

    /** Parses {@code name}; throws {@link AwsException} {@code ValidationError} naming what is allowed. */
    static Statistic parse(String name) {
        return switch (name) {
            case "Sum" -> Bucket::sum;
            case "Average" -> bucket -> bucket.sum() / bucket.count();
            case "Minimum" -> Bucket::minimum;
            case "Maximum" -> Bucket::maximum;
            case "SampleCount" -> Bucket::count;
            default -> percentile(name);
        };
    }

    private static Statistic percentile(String name) {
        if (name.matches("p\\d{1,2}(\\.\\d{1,10})?|p100")) {
            double quantile = Double.parseDouble(name.substring(1)) / 100;
            return bucket -> bucket.quantile(quantile);
        }
        throw new AwsException(
                "ValidationError",
                400,
                "The value %s for parameter Stat is not supported: use Sum, Average, Minimum, Maximum, SampleCount or a percentile such as p99"
                        .formatted(name));
    }
}

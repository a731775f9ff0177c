package dev.quartet.local.traffic;

import java.util.List;
import java.util.Map;

/**
 * What clients saw of a release day, and what CloudWatch says of it. Immutable.
 *
 * @param path by which they came
 * @param clients how many came, slow ones not among them
 * @param requests that clients sent
 * @param bytes of heads and bodies that came to them
 * @param statuses of the answers
 * @param broken requests without a whole answer; the client went on from there
 * @param cut answers that the client cut, to go on from there
 * @param verified downloads whose SHA-256 was right
 * @param corrupt downloads whose SHA-256 was not
 * @param abandoned downloads that clients gave up
 * @param unfinished downloads for which the day was too short
 * @param slowClients who held a download all day
 * @param slowCut of them, those whose answer broke off
 * @param origin over the minutes from the day's begin to its end
 * @param errors a few of the reasons why requests broke
 */
public record ReleaseDayResult(
        ReleaseDayOptions.Path path,
        int clients,
        double seconds,
        long requests,
        long bytes,
        Map<String, Long> statuses,
        long broken,
        long cut,
        long verified,
        long corrupt,
        long abandoned,
        long unfinished,
        int slowClients,
        long slowCut,
        double manifestP50Millis,
        double manifestP99Millis,
        double rangeP50Millis,
        double rangeP99Millis,
        OriginFigures origin,
        List<String> errors) {
    public ReleaseDayResult {
        statuses = Map.copyOf(statuses);
        errors = List.copyOf(errors);
    }

    /** Returns whether every download that had the time came to its right end. */
    public boolean well() {
        return corrupt == 0 && abandoned == 0 && verified > 0;
    }
}

package dev.quartet.dashboard.cost;

import dev.quartet.dashboard.cost.Term.Named;
import java.util.List;
import java.util.Optional;

/**
 * What one cache kept from being billed, and what it costs itself.
 *
 * @param id the last part of the name of its text
 * @param units what was not done thanks to it
 * @param avoided in US dollars, what that would have cost
 * @param own in US dollars, what the cache itself cost
 */
public record Saving(String id, List<Unit> units, Term avoided, Term own) {
    /** Something that was not done; {@code key} is the last part of the name of its text. */
    public record Unit(String key, Term amount) {}

    public Saving {
        units = List.copyOf(units);
    }

    /** What is not done of {@code key}; empty where nothing is known of it. */
    public Optional<Term> unit(String key) {
        return units.stream().filter(unit -> unit.key().equals(key)).findFirst().map(Unit::amount);
    }

    /** What remains; less than 0 where the cache does not pay. */
    public Term net() {
        return new Named("avoided", avoided).minus(new Named("own", own));
    }
}

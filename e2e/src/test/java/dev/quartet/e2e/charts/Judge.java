package dev.quartet.e2e.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Compares what a page shows with what CloudWatch answers, and what its commands ask with what its lines mean.
 *
 * @param endpoint of the stack
 * @param perTarget requests a minute that an instance is to answer
 */
public record Judge(Resources resources, Lines lines, Answers answers, String endpoint, double perTarget) {
    private static final Pattern ID = Pattern.compile("[a-z][A-Za-z0-9_]*");
    private static final Pattern VERSION = Pattern.compile("version-\\[(\\S+), (\\S+), (\\S+)]");
    private static final long PERIOD = 60;

    /** What was found: how many settled buckets are not zero, and all that was asked. */
    public record Verdict(long busy, Set<Asked> asked) {}

    /** Judges all charts and tiles of a view, whose newest bucket is the minute that {@code now} (epoch seconds) is in. */
    public Verdict judge(String view, List<Shown> parts, long now) throws IOException, InterruptedException {
        var meant = meant(view, parts);
        var commands = Command.read(parts.stream().map(Shown::command).toList());
        var all = new LinkedHashSet<Asked>();
        Command like = null;
        for (int i = 0; i < parts.size(); i++) {
            var made = meant.get(i);
            if (!made.isEmpty()) {
                asks(parts.get(i), made.values(), commands.get(i), now);
                like = commands.get(i).getFirst();
            }
            made.values().forEach(line -> all.addAll(line.asked(resources)));
        }
        assertThat(like).as("commands of " + view).isNotNull();
        var known = answers.of(like, all, PERIOD);
        long busy = 0;
        for (int i = 0; i < parts.size(); i++) {
            busy += shows(view, parts.get(i), meant.get(i), commands.get(i), known);
        }
        return new Verdict(busy, all);
    }

    /** What the lines of each part mean, by id: exactly those that are shown, and those that may be missing. */
    private List<Map<String, Line>> meant(String view, List<Shown> parts) {
        var charts = lines.of(view, resources);
        var tiles = lines.of("tile", resources);
        var shown = parts.stream()
                .filter(part -> part.number().isEmpty())
                .map(Shown::id)
                .toList();
        var expected = new ArrayList<>(charts.keySet());
        if (view.startsWith("services/")) {
            expected.add("versions");
        }
        assertThat(shown).as("charts of " + view).containsExactlyInAnyOrderElementsOf(expected);
        if (view.isEmpty()) {
            assertThat(parts).extracting(Shown::id).containsExactlyInAnyOrderElementsOf(tiles.keySet());
        }
        var all = new ArrayList<Map<String, Line>>();
        for (var part : parts) {
            if (part.id().equals("versions")) {
                all.add(versions(part));
                continue;
            }
            boolean chart = part.number().isEmpty();
            var made = new LinkedHashMap<>((chart ? charts : tiles).getOrDefault(part.id(), Map.of()));
            var there = new ArrayList<>(part.lines().keySet());
            made.values().stream().filter(Line::optional).map(Line::id).forEach(there::remove);
            var must = made.values().stream()
                    .filter(line -> !line.optional() && !line.id().equals("number"))
                    .map(Line::id);
            assertThat(there).as("lines of %s %s", view, part.id()).containsExactlyElementsOf(must.toList());
            all.add(made);
        }
        return all;
    }

    /** While an alias has two versions each of them has a line, which says of what. */
    private Map<String, Line> versions(Shown part) {
        var all = new LinkedHashMap<String, Line>();
        for (var id : part.lines().keySet()) {
            var version = VERSION.matcher(id);
            assertThat(version.matches()).as(id).isTrue();
            all.put(
                    id,
                    new Line(
                            part.id(),
                            id,
                            false,
                            Formula.parse("rate(Invocations.Sum[version %s %s %s])"
                                    .formatted(version.group(1), version.group(2), version.group(3))),
                            -1));
        }
        return all;
    }

    /** Whether the command asks for exactly what the lines that are shown are made of, over the window that is shown. */
    private void asks(Shown part, Collection<Line> meant, List<Command> commands, long now) {
        assertThat(commands).as("commands of " + part.id()).isNotEmpty();
        var labels = new LinkedHashMap<Asked, Set<String>>();
        for (var line : meant) {
            var id = line.id().equals("number") ? "spark" : line.id();
            var drawn = part.lines().get(id);
            if (drawn != null) {
                line.asked(resources).forEach(asked -> labels.computeIfAbsent(asked, key -> new LinkedHashSet<>())
                        .add(drawn.name()));
            }
        }
        var asked = new HashMap<Asked, String>();
        for (var command : commands) {
            assertThat(command.endpoint()).isEqualTo(endpoint);
            long end = command.end().getEpochSecond();
            assertThat(end - command.start().getEpochSecond())
                    .as("seconds shown")
                    .isEqualTo(3600);
            // Read a moment ago: the minute may have turned since.
            assertThat(end - Math.floorDiv(now, PERIOD) * PERIOD)
                    .as("its newest minute")
                    .isBetween(0L, PERIOD);
            assertThat(command.queries()).extracting(Command.Query::id).doesNotHaveDuplicates();
            for (var query : command.queries()) {
                assertThat(query.id()).matches(ID);
                assertThat((long) query.period()).as(query.id()).isEqualTo(PERIOD);
                assertThat(query.asked().resource().region()).isEqualTo(command.region());
                asked.put(query.asked(), query.label());
            }
        }
        assertThat(asked.keySet()).as("what %s asks", part.id()).containsExactlyInAnyOrderElementsOf(labels.keySet());
        labels.forEach((metric, names) ->
                assertThat(asked.get(metric)).as("label of " + metric).startsWith(String.join(", ", names) + ": "));
    }

    private long shows(
            String view, Shown part, Map<String, Line> meant, List<Command> commands, Map<Asked, Buckets> known) {
        long busy = 0;
        for (var line : meant.values()) {
            var frame = frame(part, commands);
            var expected = new Reckoning(resources, known, frame, perTarget).of(line);
            var drawn = part.lines().get(line.id());
            var name = "%s %s %s".formatted(view, part.id(), line.id());
            if (line.id().equals("number")) {
                Written.compare(name, part.number(), expected);
                continue;
            }
            var settled = expected.before(frame.settled());
            if (drawn == null) {
                assertThat(settled.busy()).as(name + ", which is not drawn").isZero();
                continue;
            }
            if (part.number().isEmpty()) {
                assertThat(drawn.drawn().before(frame.settled()).differences(settled))
                        .as(name)
                        .isEmpty();
            }
            assertThat(drawn.downloaded().before(frame.settled()).differences(settled))
                    .as(name + " in CSV")
                    .isEmpty();
            busy += settled.busy();
        }
        return busy;
    }

    /** The local cloud counts at once: only the minute that runs is still to settle, and a page must not call more unsettled. */
    private static Reckoning.Frame frame(Shown part, List<Command> commands) {
        var command = commands.getFirst();
        long from = command.start().getEpochSecond();
        long to = command.end().getEpochSecond();
        if (part.number().isEmpty()) {
            assertThat(part.frame().path("from").asLong()).isEqualTo(from * 1000);
            assertThat(part.frame().path("to").asLong()).isEqualTo(to * 1000);
            assertThat(part.frame().path("settled").asLong()).isEqualTo((to - PERIOD) * 1000);
            assertThat(part.frame().path("period").asLong()).isEqualTo(PERIOD * 1000);
        }
        return new Reckoning.Frame(from, to, to - PERIOD, PERIOD);
    }
}

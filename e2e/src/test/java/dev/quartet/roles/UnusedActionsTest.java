package dev.quartet.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quartet.e2e.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs after all other tests and unites what their local clouds recorded: every action that a role's own policy grants was
 * needed by one of them, so that taking it away would have been noticed. What cannot be needed locally stands in
 * {@code unneeded-actions.txt}, with the reason.
 */
final class UnusedActionsTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path RECORDS = Path.of(System.getProperty("quartet.access.records", "target/access"));

    /** A grant: role, statement and action. */
    private record Grant(String role, String sid, String action) implements Comparable<Grant> {
        @Override
        public int compareTo(Grant other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return "%s %s %s".formatted(role, sid, action);
        }
    }

    @Test
    void everyGrantedAction_shouldHaveBeenNeeded() throws IOException {
        // Maven leaves the text as it is when no test was selected.
        assumeTrue(
                System.getProperty("quartet.selected.tests", "").contains("{test}"),
                "only some tests ran (-Dtest): what the others need is not known");
        assumeTrue(Chromium.find().isPresent(), "no Chromium: what the dashboard's views need was not tried");
        var records = records();
        assertThat(records).as("records of the end-to-end tests in " + RECORDS).isNotEmpty();
        var granted = new TreeSet<Grant>();
        var needed = new HashSet<Grant>();
        records.forEach((name, record) -> each(record, (grant, used) -> {
            if (name.startsWith("program-")) {
                granted.add(grant);
            }
            if (used) {
                needed.add(grant);
            }
        }));
        var excuses = Excuses.read();

        var unneeded = granted.stream()
                .filter(grant -> !needed.contains(grant))
                .filter(grant -> !excuses.cover(grant.role(), grant.action()))
                .map(Grant::toString)
                .toList();

        assertThat(unneeded)
                .as("role, statement and action that no test needs: remove the action, test it, or excuse it in %s"
                        .formatted(Excuses.FILE))
                .isEmpty();
        assertThat(excuses.superfluous(needed.stream()
                        .map(grant -> Map.entry(grant.role(), grant.action()))
                        .toList()))
                .as("excuses in %s for actions that a test does need", Excuses.FILE)
                .isEmpty();
    }

    private interface Visitor {
        void visit(Grant grant, boolean used);
    }

    private static void each(JsonNode record, Visitor visitor) {
        for (var role : record.path("roles").values()) {
            var arn = role.path("role").asString();
            var name = arn.substring(arn.lastIndexOf('/') + 1);
            for (var action : role.path("actions").values()) {
                visitor.visit(
                        new Grant(
                                name,
                                action.path("sid").asString(),
                                action.path("action").asString()),
                        action.path("used").asBoolean());
            }
        }
    }

    /** Reads and removes them: the next run's roles may be others. */
    private static Map<String, JsonNode> records() throws IOException {
        var result = new TreeMap<String, JsonNode>();
        if (Files.isDirectory(RECORDS)) {
            try (var files = Files.list(RECORDS)) {
                for (var file :
                        files.filter(path -> path.toString().endsWith(".json")).toList()) {
                    result.put(file.getFileName().toString(), JSON.readTree(Files.readAllBytes(file)));
                    Files.delete(file);
                }
            }
        }
        return result;
    }

    /** Lines of {@code role-pattern action  # reason}; {@code *} in the pattern stands for anything. */
    private record Excuses(List<Excuse> all) {
        static final Path FILE = Path.of("src/test/resources/unneeded-actions.txt");

        private record Excuse(String role, String action) {
            boolean covers(String otherRole, String otherAction) {
                return matches(role, otherRole) && matches(action, otherAction);
            }

            private static boolean matches(String pattern, String text) {
                var parts = new ArrayList<String>();
                for (var part : pattern.split("\\*", -1)) {
                    parts.add(Pattern.quote(part));
                }
                return text.matches(String.join(".*", parts));
            }
        }

        static Excuses read() throws IOException {
            var result = new ArrayList<Excuse>();
            for (var line : Files.readAllLines(FILE)) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                var parts = line.split("#", 2);
                var words = parts[0].strip().split("\\s+");
                assertThat(words.length == 2 && parts.length == 2 && !parts[1].isBlank())
                        .as("'%s' in %s must be: role-pattern action  # reason", line, FILE)
                        .isTrue();
                result.add(new Excuse(words[0], words[1]));
            }
            return new Excuses(result);
        }

        boolean cover(String role, String action) {
            return all.stream().anyMatch(excuse -> excuse.covers(role, action));
        }

        /** Returns the excuses without a wildcard that a test proves wrong. */
        Set<String> superfluous(List<Map.Entry<String, String>> needed) {
            var result = new TreeSet<String>();
            for (var excuse : all) {
                if (!excuse.role().contains("*") && needed.contains(Map.entry(excuse.role(), excuse.action()))) {
                    result.add(excuse.role() + " " + excuse.action());
                }
            }
            return result;
        }
    }
}

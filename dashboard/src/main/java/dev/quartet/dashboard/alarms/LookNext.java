package dev.quartet.dashboard.alarms;

import dev.quartet.dashboard.alarm.Alarm;
import dev.quartet.dashboard.alarm.AlarmOwner;
import dev.quartet.dashboard.architecture.PartFacts;
import dev.quartet.dashboard.figure.HeadlineQueries;
import dev.quartet.dashboard.services.WatchedService;
import dev.quartet.exports.FunctionRef;
import dev.quartet.exports.StackExports;
import java.util.List;
import java.util.Optional;

/** Where one looks after an alarm: at the page of what it watches, and into the logs of the functions that it is about. */
final class LookNext {
    private static final List<String> MAILS = List.of("mail-", "feedback-", "failed-records-", "visitors-");

    private LookNext() {}

    /**
     * @param parameters of the addresses, such as {@code range=PT1H}
     */
    static PartFacts after(Alarm alarm, StackExports exports, String parameters) {
        PartFacts facts = new PartFacts(exports, "alarms.next");
        Optional<WatchedService> service = WatchedService.of(alarm, exports);
        service.ifPresent(found -> facts.page(
                "service",
                facts.getTranslation("services.node." + found.key()),
                "services/" + found.key() + "?" + parameters));
        AlarmOwner owner = AlarmOwner.of(alarm, exports);
        boolean shared = owner == AlarmOwner.SHARED;
        facts.page(
                "view",
                facts.getTranslation(shared ? "nav.overview" : "health." + owner.key()),
                (shared ? "." : owner.key()) + "?" + parameters);
        String name = AlarmOwner.name(alarm, exports);
        if (MAILS.stream().anyMatch(name::startsWith)) {
            facts.page("view", facts.getTranslation("nav.mails"), "mails?" + parameters);
        }
        List<FunctionRef> watched = new HeadlineQueries(exports)
                .functions().stream()
                        .filter(function -> alarm.resources().contains(function.name()))
                        .toList();
        // What waits in a queue waits for a function of its service.
        (watched.isEmpty() ? service.map(WatchedService::functions).orElse(List.of()) : watched)
                .forEach(facts::function);
        return facts;
    }
}

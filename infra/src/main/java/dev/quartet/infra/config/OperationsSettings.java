package dev.quartet.infra.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Log retention in days, whom alarms are mailed to, the budget in US dollars a month, X-Ray, where people find the dashboard. */
public record OperationsSettings(
        int logRetentionDays,
        List<String> alarmEmails,
        Optional<Integer> monthlyBudgetUsd,
        boolean xray,
        Optional<String> dashboardUrl) {
    /** What CloudWatch Logs takes. */
    static final List<String> RETENTION_DAYS = List.of(
            "1", "3", "5", "7", "14", "30", "60", "90", "120", "150", "180", "365", "400", "545", "731", "1096", "1827",
            "2192", "2557", "2922", "3288", "3653");

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");

    /** What Cognito sends people back to: TLS, but on one's own machine. */
    private static final Pattern DASHBOARD = Pattern.compile(
            "https://([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}(:\\d{1,5})?|http://localhost(:\\d{1,5})?");

    public OperationsSettings {
        alarmEmails = List.copyOf(alarmEmails);
    }

    static OperationsSettings read(Values values) {
        List<String> emails = values.list("alarmEmails").orElse(List.of());
        if (!emails.stream().allMatch(email -> EMAIL.matcher(email).matches())) {
            throw values.refused("alarmEmails", emails, "e-mail addresses");
        }
        return new OperationsSettings(
                Integer.parseInt(values.oneOf("logRetentionDays", "14", RETENTION_DAYS)),
                emails,
                values.integer("monthlyBudgetUsd", 1, 1_000_000),
                values.flag("xray", true),
                values.matching(
                        "dashboardUrl",
                        DASHBOARD,
                        "https://<host> or http://localhost:<port>, without a path or a slash at its end"));
    }
}

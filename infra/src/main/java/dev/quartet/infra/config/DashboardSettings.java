package dev.quartet.infra.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The dashboard on AWS: its name, its image, the processor that the image is for, and how many of it run. */
public record DashboardSettings(Domain name, String image, String processor, int tasks) {
    /** The processors that Fargate has; an image is for the one of the machine that built it. */
    private static final List<String> PROCESSORS = List.of("arm64", "x86_64");

    private static final String KEY = "dashboard";
    private static final int MOST_TASKS = 10;

    /** A tag or a digest is wanted: without either it would be the tag latest, whatever that is by then. */
    private static final Pattern IMAGE = Pattern.compile(
            "[a-z0-9][a-z0-9._-]*(:\\d{1,5}(?=/))?(/[a-z0-9][a-z0-9._-]*)*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127}|@sha256:[0-9a-f]{64})");

    private static final Pattern ECR =
            Pattern.compile("(\\d{12})\\.dkr\\.ecr\\.([a-z0-9-]+)\\.amazonaws\\.com/([a-z0-9][a-z0-9._/-]*)[:@].*");

    /** A repository of Elastic Container Registry. */
    public record Repository(String accountId, String region, String name) {
        /** Returns its ARN. */
        public String arn() {
            return "arn:aws:ecr:" + region + ":" + accountId + ":repository/" + name;
        }
    }

    /** Returns the address that people type. */
    public String url() {
        return "https://" + name.name();
    }

    /** Returns the repository that the image is in, where it is one of Elastic Container Registry. */
    public Optional<Repository> repository() {
        Matcher matcher = ECR.matcher(image);
        return matcher.matches()
                ? Optional.of(new Repository(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    static Optional<DashboardSettings> read(Values values) {
        if (!values.flag(KEY, false)) {
            for (String key : List.of("dashboardImage", "dashboardProcessor", "dashboardTasks")) {
                values.text(key).ifPresent(value -> {
                    throw values.refused(key, value, "with quartet:dashboard true alone");
                });
            }
            return Optional.empty();
        }
        Domain domain = Domain.read(values, "domain", "shop.example.com")
                .orElseThrow(
                        () -> new InvalidConfigException("quartet:dashboard is 'true' and quartet:domain is absent;"
                                + " set it and quartet:hostedZoneId: people reach the dashboard over TLS alone, and a certificate"
                                + " needs a name"));
        if (domain.isLoopback()) {
            throw values.refused(
                    KEY,
                    true,
                    "false where quartet:domain is " + domain.name()
                            + ", which no certificate is for: a local cloud runs no containers, ./quartet up starts the"
                            + " dashboard itself");
        }
        String image = values.matching(
                        "dashboardImage",
                        IMAGE,
                        "an image with a tag, or better a digest: registry/repository@sha256:…")
                .orElseThrow(
                        () -> new InvalidConfigException("quartet:dashboard is 'true' and quartet:dashboardImage is"
                                + " absent; set it to the image that was pushed, best with its digest:"
                                + " registry/repository@sha256:…"));
        return Optional.of(new DashboardSettings(
                domain.sub(KEY),
                image,
                values.oneOf("dashboardProcessor", PROCESSORS.get(0), PROCESSORS),
                values.integer("dashboardTasks", 1, MOST_TASKS).orElse(1)));
    }
}

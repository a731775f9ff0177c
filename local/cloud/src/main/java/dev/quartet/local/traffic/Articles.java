package dev.quartet.local.traffic;

import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/** Posts that an author writes: titles that do not repeat, bodies of some hundred words, in two languages. Immutable. */
final class Articles {
    private record Topic(String title, String summary, List<String> sentences) {}

    private static final List<Topic> TOPICS = List.of(
            new Topic(
                    "What a cache owes its readers",
                    "A fast wrong answer is still wrong. Four rules for keys and lifetimes.",
                    List.of(
                            "A cache key must hold everything that the answer depends on.",
                            "A lifetime is a promise about how late a correction may come.",
                            "An error deserves a short life in a cache, but not none.",
                            "Measure the misses first: they are what your origin sees.")),
            new Topic(
                    "Cold starts, measured",
                    "What a first request really waits for, and what a snapshot saves.",
                    List.of(
                            "Most of a cold start is class loading, not your code.",
                            "Open clients when they are first needed, not when the process begins.",
                            "A snapshot keeps what was warm; it must not keep what was random.",
                            "Percentiles tell you more about a start than averages do.")),
            new Topic(
                    "엣지에서 사진을 줄이는 법",
                    "썸네일을 만들 때 메모리를 아끼는 방법을 소개합니다.",
                    List.of(
                            "큰 사진은 전부 펼치기 전에 크기부터 확인합니다.",
                            "한 번 읽은 그림에서 세 가지 크기를 차례로 만듭니다.",
                            "회전 정보는 화소에 반영하고 나머지 정보는 지웁니다.",
                            "실패한 파일은 이유와 함께 따로 모아 둡니다.")),
            new Topic(
                    "At least once, and what to do about it",
                    "Messages come twice. A marker and a lease make that dull.",
                    List.of(
                            "Exactly once is a property of effects, not of deliveries.",
                            "Claim the work before you do it, and say for how long.",
                            "A lease that ends lets somebody else finish what you began.",
                            "Count the duplicates: none in a year is a suspicious figure.")),
            new Topic(
                    "큐가 길어질 때 생기는 일",
                    "지연과 재시도가 서로를 키우는 과정을 살펴봅니다.",
                    List.of(
                            "대기열의 길이보다 가장 오래된 메시지의 나이가 더 정직합니다.",
                            "재시도 간격을 넓히지 않으면 고장이 고장을 부릅니다.",
                            "독이 든 메시지는 격리하고 나머지를 흘려보냅니다.",
                            "알림은 원인보다 먼저 영향을 말해야 합니다.")),
            new Topic(
                    "Reading a bill like a trace",
                    "Requests, gigabytes, units: where the money goes when nobody looks.",
                    List.of(
                            "Idle costs are the ones that nobody decided.",
                            "A hit at the edge is paid once, a miss at every layer below.",
                            "Logs are cheap until somebody logs the request body.",
                            "Put the price next to the switch that causes it.")));
    private static final int PARAGRAPHS = 5;
    private static final int SENTENCES = 4;

    private final String run;

    /** @param run makes the titles of this run its own */
    Articles(String run) {
        this.run = run;
    }

    /** Returns the {@code number}-th post, as the API takes it. */
    ObjectNode article(int number) {
        var topic = TOPICS.get(number % TOPICS.size());
        var random = new java.util.Random(number);
        var body = new StringBuilder();
        for (int paragraph = 0; paragraph < PARAGRAPHS; paragraph++) {
            if (paragraph > 0) {
                body.append("\n\n## ").append(pick(topic.sentences(), random).replaceAll("[.:].*", ""));
            }
            body.append("\n\n");
            for (int i = 0; i < SENTENCES; i++) {
                body.append(pick(topic.sentences(), random)).append(' ');
            }
        }
        return Wire.JSON
                .createObjectNode()
                .put("slug", "note-%s-%d".formatted(run, number))
                .put(
                        "title",
                        number < TOPICS.size() ? topic.title() : topic.title() + " · " + (number / TOPICS.size() + 1))
                .put("summary", topic.summary())
                .put("body", body.toString().strip())
                .put("author", number % 2 == 0 ? "Mina Park" : "Jonas Weber");
    }

    private static String pick(List<String> sentences, RandomGenerator random) {
        return sentences.get(random.nextInt(sentences.size()));
    }
}

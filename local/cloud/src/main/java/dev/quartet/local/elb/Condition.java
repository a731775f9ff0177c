package dev.quartet.local.elb;

import java.util.List;

/**
 * What a rule asks of a request: one of several values. See
 * <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html">AWS</a>. Immutable.
 */
sealed interface Condition {
    /** Returns if {@code request} meets it. */
    boolean meets(Call request);

    /** Returns AWS's name of its field. */
    String field();

    /** Returns its values as the API shows them. */
    List<String> values();

    /** Returns how many wildcards its values hold. */
    default int wildcards() {
        return 0;
    }

    /** One whose values have wildcards. */
    sealed interface Patterns extends Condition {
        /** Returns its values. */
        List<Wildcard> patterns();

        @Override
        default List<String> values() {
            return patterns().stream().map(Wildcard::text).toList();
        }

        @Override
        default int wildcards() {
            return patterns().stream().mapToInt(Wildcard::count).sum();
        }
    }

    /** The path, case-sensitive, without the query. */
    record PathPattern(List<Wildcard> patterns) implements Patterns {
        public PathPattern {
            patterns = List.copyOf(patterns);
        }

        @Override
        public boolean meets(Call request) {
            return patterns.stream().anyMatch(p -> p.matches(request.exchange().rawPath()));
        }

        @Override
        public String field() {
            return "path-pattern";
        }
    }

    /** The Host header, in any case, without its port. */
    record HostHeader(List<Wildcard> patterns) implements Patterns {
        public HostHeader {
            patterns = List.copyOf(patterns);
        }

        @Override
        public boolean meets(Call request) {
            return patterns.stream().anyMatch(p -> p.matches(request.hostName()));
        }

        @Override
        public String field() {
            return "host-header";
        }
    }

    /** A header's values, in any case. */
    record HttpHeader(String name, List<Wildcard> patterns) implements Patterns {
        public HttpHeader {
            patterns = List.copyOf(patterns);
        }

        @Override
        public boolean meets(Call request) {
            return request.headerValues(name).stream()
                    .anyMatch(value -> patterns.stream().anyMatch(p -> p.matches(value)));
        }

        @Override
        public String field() {
            return "http-header";
        }
    }

    /** The method, spelt exactly so. */
    record Method(List<String> values) implements Condition {
        public Method {
            values = List.copyOf(values);
        }

        @Override
        public boolean meets(Call request) {
            return values.contains(request.exchange().method());
        }

        @Override
        public String field() {
            return "http-request-method";
        }
    }

    /** Parameters of the query, in any case and as they are encoded; an empty key stands for any. */
    record QueryString(List<Pair> pairs) implements Condition {
        public QueryString {
            pairs = List.copyOf(pairs);
        }

        /** One wanted parameter. */
        record Pair(String key, Wildcard value) {
            boolean matches(QueryParameters.Parameter parameter) {
                return (key.isEmpty() || new Wildcard(key, true).matches(parameter.name()))
                        && value.matches(parameter.value());
            }
        }

        @Override
        public boolean meets(Call request) {
            return request.query().list().stream()
                    .anyMatch(parameter -> pairs.stream().anyMatch(pair -> pair.matches(parameter)));
        }

        @Override
        public String field() {
            return "query-string";
        }

        @Override
        public List<String> values() {
            return pairs.stream()
                    .map(pair -> pair.key().isEmpty()
                            ? pair.value().text()
                            : pair.key() + "=" + pair.value().text())
                    .toList();
        }

        @Override
        public int wildcards() {
            return pairs.stream()
                    .mapToInt(pair -> pair.value().count() + new Wildcard(pair.key(), true).count())
                    .sum();
        }
    }

    /** The address that the connection comes from; X-Forwarded-For is not looked at. */
    record SourceIp(List<AddressBlock> blocks) implements Condition {
        public SourceIp {
            blocks = List.copyOf(blocks);
        }

        @Override
        public boolean meets(Call request) {
            return blocks.stream().anyMatch(block -> block.contains(request.clientIp()));
        }

        @Override
        public String field() {
            return "source-ip";
        }

        @Override
        public List<String> values() {
            return blocks.stream().map(AddressBlock::text).toList();
        }
    }
}

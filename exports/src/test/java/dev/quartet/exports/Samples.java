package dev.quartet.exports;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary documents of the contract. */
final class Samples {
    private static final Arbitrary<String> TEXT =
            Arbitraries.strings().all().ofMinLength(1).ofMaxLength(20).filter(s -> !s.isBlank() && wellFormed(s));
    private static final Arbitrary<String> URL = TEXT.map(s -> "https://" + s);
    private static final Arbitrary<String> ARN = TEXT.map(s -> "arn:aws:" + s);
    private static final Arbitrary<ApiRef> API =
            Combinators.combine(URL, TEXT, TEXT, TEXT).as(ApiRef::new);
    private static final Arbitrary<FunctionRef> FUNCTION =
            Combinators.combine(TEXT, TEXT).as(FunctionRef::new);
    private static final Arbitrary<QueueRef> QUEUE =
            Combinators.combine(TEXT, URL, ARN).as(QueueRef::new);
    private static final Arbitrary<TableRef> TABLE = Combinators.combine(
                    TEXT, TEXT.list().ofMaxSize(2), ARN.injectNull(0.5))
            .as(TableRef::new);

    private Samples() {}

    static Arbitrary<StackExports> documents() {
        return Combinators.combine(
                        TEXT,
                        Arbitraries.of("ap-northeast-1", "us-east-1"),
                        Arbitraries.strings().numeric().ofLength(12),
                        todo().injectNull(0.3),
                        blog().injectNull(0.3),
                        services().injectNull(0.3),
                        updates().injectNull(0.3),
                        operations().injectNull(0.3))
                .as((stack, region, account, todo, blog, services, updates, operations) -> new StackExports(
                        StackExports.VERSION, stack, region, account, null, todo, blog, services, updates, operations));
    }

    private static Arbitrary<TodoExports> todo() {
        return Combinators.combine(API, TEXT, TABLE, TEXT.injectNull(0.5), functions())
                .as((api, text, table, dax, functions) ->
                        new TodoExports(api, text, text, text, text, text, table, dax, functions));
    }

    private static Arbitrary<BlogExports> blog() {
        return Combinators.combine(API, TEXT, TABLE, TEXT.injectNull(0.5), QUEUE, functions())
                .as((api, text, table, dax, queue, functions) -> new BlogExports(
                        api.url(),
                        text,
                        api,
                        text,
                        text,
                        text,
                        table,
                        table,
                        text,
                        text,
                        dax,
                        text,
                        queue,
                        queue,
                        text,
                        List.of(text),
                        functions));
    }

    private static Arbitrary<ServicesExports> services() {
        Arbitrary<ServiceExports> service = Combinators.combine(
                        API, URL.injectNull(0.5), TABLE, TEXT.injectNull(0.5), TEXT.injectNull(0.5), functions())
                .as(ServiceExports::new);
        return Combinators.combine(service, service, TABLE.injectNull(0.5), QUEUE, TEXT, ARN, functions())
                .as((one, other, table, queue, text, arn, functions) -> new ServicesExports(
                        one,
                        other,
                        one,
                        other,
                        one,
                        new ImportsExports(text, text, table, queue, queue, functions),
                        arn,
                        queue,
                        queue,
                        text,
                        text,
                        List.of(queue)));
    }

    private static Arbitrary<UpdatesExports> updates() {
        return Combinators.combine(
                        URL,
                        TEXT,
                        TEXT,
                        functions(),
                        QUEUE.injectNull(0.5),
                        TABLE.injectNull(0.5),
                        Arbitraries.integers().between(1, 100_000).injectNull(0.5))
                .as((url, a, b, functions, queue, table, target) ->
                        new UpdatesExports(url, a, b, a, b, a, b, functions, queue, table, target, url, a));
    }

    private static Arbitrary<OperationsExports> operations() {
        return Combinators.combine(
                        ARN,
                        ARN.injectNull(0.5),
                        ARN,
                        TEXT.list().ofMaxSize(3),
                        billed().injectNull(0.5),
                        TEXT.map(text -> new SignInExports(text, text)).injectNull(0.5))
                .as(OperationsExports::new);
    }

    private static Arbitrary<BilledExports> billed() {
        Arbitrary<Integer> count = Arbitraries.integers().between(0, 100).injectNull(0.3);
        return Combinators.combine(
                        TEXT.injectNull(0.3),
                        count,
                        TEXT.injectNull(0.3),
                        count,
                        TEXT.injectNull(0.3),
                        count,
                        Arbitraries.maps(TEXT, Arbitraries.integers().between(128, 10240))
                                .ofMaxSize(3))
                .as(BilledExports::new);
    }

    private static Arbitrary<List<FunctionRef>> functions() {
        return FUNCTION.list().ofMaxSize(3);
    }

    /** Lone surrogates have no UTF-8 form, so no JSON document can hold them. */
    private static boolean wellFormed(String text) {
        return java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}

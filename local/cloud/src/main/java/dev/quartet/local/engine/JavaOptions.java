package dev.quartet.local.engine;

/** JVM flags for the program: it lives for seconds, so it starts cheaply. */
final class JavaOptions {
    /** The parallelism: Pulumi's SDK waits for itself on a common pool of one thread, which two cores or fewer give. */
    static final String SHORT_LIVED = "-Djava.util.concurrent.ForkJoinPool.common.parallelism=4 -XX:+UseSerialGC"
            + " -XX:TieredStopAtLevel=1 -Xshare:auto -Dio.grpc.netty.shaded.io.netty.transport.noNative=true"
            + quiet();

    private JavaOptions() {}

    /** Newer JDKs warn about what protobuf and Netty do; only they know the flag that says it is meant. */
    private static String quiet() {
        return Runtime.version().feature() < 24
                ? ""
                : " --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED";
    }
}

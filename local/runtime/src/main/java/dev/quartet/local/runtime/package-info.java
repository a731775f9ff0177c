/**
 * What runs inside a child process of the local cloud: the Lambda runtime loop and the DynamoDB launcher.
 *
 * <p>A function process: {@code java -cp lambda-runtime.jar:TASK_ROOT:TASK_ROOT/lib/* dev.quartet.local.runtime.LambdaMain}. With jars
 * alone on the class path ({@code TASK_ROOT} left out where it holds no classes) the JDK can archive what start-up loads (JEP 483): a
 * first process with {@code -XX:AOTCacheOutput=FILE}, ended by SIGTERM once it asked for its first invocation, writes the archive (a
 * SnapStart function primes itself in its hook, so that nothing need be invoked); further ones with {@code -XX:AOTCache=FILE} and the
 * same class path start with 40 % of the work and 60 % of the memory. A process whose Runtime API is gone halts at once and writes no
 * archive. With {@code -Xmn16m} a function of small requests stays at half the memory that the JVM takes by itself.
 *
 * <p>DynamoDB Local: {@code java --enable-native-access=ALL-UNNAMED -Djava.io.tmpdir=DIR -cp lambda-runtime.jar:LIB/*
 * dev.quartet.local.runtime.DynamoDbMain -inMemory -port 0 -disableTelemetry}, where LIB is the folder that the module
 * {@code local/dynamodb} fills. It unpacks its native library into {@code java.io.tmpdir} and removes it on an orderly end only, so that
 * DIR should be one that the parent removes.
 */
@NullMarked
package dev.quartet.local.runtime;

import org.jspecify.annotations.NullMarked;

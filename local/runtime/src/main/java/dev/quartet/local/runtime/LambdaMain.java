package dev.quartet.local.runtime;

import dev.quartet.local.runtime.crac.Core;
import java.io.IOException;

/**
 * The Lambda runtime of one function process: initialises the handler that _HANDLER names, then handles one invocation after the
 * other. Ends when the Runtime API is gone, so that no process outlives the local cloud.
 */
public final class LambdaMain {
    /** Exit status after a failed initialisation, after which Lambda starts no invocation. */
    private static final int INIT_FAILED = 1;

    private LambdaMain() {}

    public static void main(String[] arguments) {
        RuntimeApi api = new RuntimeApi(Environment.required("AWS_LAMBDA_RUNTIME_API"));
        // org.crac is in the function's own class path; this is where it finds the implementation behind it.
        System.setProperty("org.crac.Core.Compat", "dev.quartet.local.runtime.crac");
        try {
            EventHandler handler = initialise(api);
            while (true) {
                handle(api, handler, api.next());
            }
        } catch (IOException e) {
            // The parent ended: so does this process. Anything else would leave it behind.
            System.err.println("the Runtime API is gone: " + e.getMessage());
        }
        // Halts rather than exits: a function's own threads or hooks must not keep it alive.
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static EventHandler initialise(RuntimeApi api) throws IOException {
        try {
            EventHandler handler = EventHandlers.load(Environment.required("_HANDLER"));
            if (Environment.optional("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand")
                    .equals("snap-start")) {
                Core.checkpointRestore();
            }
            return handler;
        } catch (Throwable e) {
            Throwable cause = unwrapped(e);
            print(cause);
            api.failInit(cause);
            Runtime.getRuntime().halt(INIT_FAILED);
            throw new AssertionError("halted", e);
        }
    }

    private static void handle(RuntimeApi api, EventHandler handler, Invocation invocation) throws IOException {
        // Where AWS's X-Ray SDK looks for the trace of the invocation.
        System.setProperty("com.amazonaws.xray.traceHeader", invocation.traceId());
        byte[] response;
        try {
            response = handler.handle(invocation.event(), new InvocationContext(invocation));
        } catch (Throwable e) {
            print(e);
            api.fail(invocation.requestId(), e);
            if (e instanceof VirtualMachineError) {
                // As Lambda does: after an OutOfMemoryError the process is not trusted with another event.
                Runtime.getRuntime().halt(INIT_FAILED);
            }
            return;
        }
        System.out.flush();
        api.respond(invocation.requestId(), response);
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        boolean wrapper = failure instanceof java.lang.reflect.InvocationTargetException
                || failure instanceof ExceptionInInitializerError;
        return wrapper && cause != null ? cause : failure;
    }

    /** To stdout, which the local cloud captures into the function's log group. */
    private static void print(Throwable failure) {
        failure.printStackTrace(System.out);
        System.out.flush();
    }
}

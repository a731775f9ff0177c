package dev.quartet.local.engine;

import com.google.protobuf.Empty;
import com.google.protobuf.Struct;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulumirpc.Provider.CheckFailure;
import pulumirpc.Resource.ReadResourceRequest;
import pulumirpc.Resource.ReadResourceResponse;
import pulumirpc.Resource.RegisterPackageRequest;
import pulumirpc.Resource.RegisterPackageResponse;
import pulumirpc.Resource.RegisterResourceOutputsRequest;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceResponse;
import pulumirpc.Resource.ResourceInvokeRequest;
import pulumirpc.Resource.ResourceInvokeResponse;
import pulumirpc.Resource.SupportsFeatureRequest;
import pulumirpc.Resource.SupportsFeatureResponse;
import pulumirpc.ResourceMonitorGrpc.ResourceMonitorImplBase;

/**
 * Pulumi's resource monitor. After the first refusal it takes nothing more, as {@code pulumi up} does, so that a program
 * that goes on cannot build on what is not there. Thread-safe.
 */
final class MonitorService extends ResourceMonitorImplBase {
    private static final Logger log = LoggerFactory.getLogger(MonitorService.class);
    private static final Set<String> FEATURES =
            Set.of("secrets", "resourceReferences", "outputValues", "aliasSpecs", "deletedWith", "parameterization");

    private final Program program;
    private final Provisioner provisioner;
    private final RunListener listener;
    private final Registrar registrar;
    private volatile boolean failed;
    private volatile Struct stackOutputs = Struct.getDefaultInstance();

    MonitorService(Program program, Provisioner provisioner, RunListener listener) {
        this.program = program;
        this.provisioner = provisioner;
        this.listener = listener;
        this.registrar = new Registrar(program, provisioner, listener);
    }

    Graph graph() {
        return registrar.graph();
    }

    Struct stackOutputs() {
        return stackOutputs;
    }

    /** Returns if a resource or a call was refused. */
    boolean failed() {
        return failed;
    }

    @Override
    public void supportsFeature(SupportsFeatureRequest request, StreamObserver<SupportsFeatureResponse> reply) {
        var has = FEATURES.contains(request.getId());
        send(reply, SupportsFeatureResponse.newBuilder().setHasSupport(has).build());
    }

    @Override
    public void registerPackage(RegisterPackageRequest request, StreamObserver<RegisterPackageResponse> reply) {
        var reference = request.getName() + "@" + request.getVersion();
        send(reply, RegisterPackageResponse.newBuilder().setRef(reference).build());
    }

    @Override
    public void registerResource(RegisterResourceRequest request, StreamObserver<RegisterResourceResponse> reply) {
        answer(request.getType(), request.getName(), reply, () -> registrar.register(request));
    }

    @Override
    public void readResource(ReadResourceRequest request, StreamObserver<ReadResourceResponse> reply) {
        answer(request.getType(), request.getName(), reply, () -> {
            throw new ProvisionException("%s (%s): there is no resource %s to be read; the local cloud starts empty"
                    .formatted(request.getType(), request.getName(), request.getId()));
        });
    }

    @Override
    public void invoke(ResourceInvokeRequest request, StreamObserver<ResourceInvokeResponse> reply) {
        try {
            var arguments = new Inputs(request.getTok(), Structs.plain(request.getArgs(), program.directory()));
            var result = provisioner.call(request.getTok(), arguments);
            send(
                    reply,
                    ResourceInvokeResponse.newBuilder()
                            .setReturn(Structs.struct(result))
                            .build());
        } catch (ProvisionException e) {
            fail(request.getTok(), "", e.getMessage());
            var refused = CheckFailure.newBuilder().setReason(String.valueOf(e.getMessage()));
            send(reply, ResourceInvokeResponse.newBuilder().addFailures(refused).build());
        }
    }

    @Override
    public void registerResourceOutputs(RegisterResourceOutputsRequest request, StreamObserver<Empty> reply) {
        if (Urns.type(request.getUrn()).equals(Urns.STACK_TYPE)) {
            stackOutputs = request.getOutputs();
        }
        send(reply, Empty.getDefaultInstance());
    }

    @Override
    public void signalAndWaitForShutdown(Empty request, StreamObserver<Empty> reply) {
        send(reply, Empty.getDefaultInstance());
    }

    private <T> void answer(String type, String name, StreamObserver<T> reply, Supplier<T> work) {
        if (failed()) {
            reply.onError(Status.UNAVAILABLE
                    .withDescription("another resource was refused before")
                    .asRuntimeException());
            return;
        }
        T answer;
        try {
            answer = work.get();
        } catch (ProvisionException e) {
            refuse(type, name, String.valueOf(e.getMessage()), reply);
            return;
        } catch (RuntimeException e) {
            log.error("{} ({}) could not be provisioned", type, name, e);
            refuse(type, name, "%s (%s): %s".formatted(type, name, e), reply);
            return;
        }
        send(reply, answer);
    }

    private void refuse(String type, String name, String message, StreamObserver<?> reply) {
        fail(type, name, message);
        reply.onError(Status.UNKNOWN.withDescription(message).asRuntimeException());
    }

    private void fail(String type, String name, @org.jspecify.annotations.Nullable String message) {
        failed = true;
        listener.failed(type, name, String.valueOf(message));
    }

    private static <T> void send(StreamObserver<T> reply, T answer) {
        reply.onNext(answer);
        reply.onCompleted();
    }
}

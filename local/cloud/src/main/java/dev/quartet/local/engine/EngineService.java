package dev.quartet.local.engine;

import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;
import pulumirpc.EngineGrpc.EngineImplBase;
import pulumirpc.EngineOuterClass.GetRootResourceRequest;
import pulumirpc.EngineOuterClass.GetRootResourceResponse;
import pulumirpc.EngineOuterClass.LogRequest;
import pulumirpc.EngineOuterClass.RequirePulumiVersionRequest;
import pulumirpc.EngineOuterClass.RequirePulumiVersionResponse;
import pulumirpc.EngineOuterClass.SetRootResourceRequest;
import pulumirpc.EngineOuterClass.SetRootResourceResponse;

/** Pulumi's engine service: the program's log and its root. Thread-safe. */
final class EngineService extends EngineImplBase {
    private final RunListener listener;
    private volatile String root = "";

    EngineService(RunListener listener) {
        this.listener = listener;
    }

    @Override
    public void log(LogRequest request, StreamObserver<Empty> reply) {
        var severity =
                switch (request.getSeverity()) {
                    case INFO -> RunListener.Severity.INFO;
                    case WARNING -> RunListener.Severity.WARNING;
                    case ERROR -> RunListener.Severity.ERROR;
                    default -> RunListener.Severity.DEBUG;
                };
        listener.message(severity, request.getUrn().isEmpty() ? "" : Urns.name(request.getUrn()), request.getMessage());
        reply.onNext(Empty.getDefaultInstance());
        reply.onCompleted();
    }

    @Override
    public void setRootResource(SetRootResourceRequest request, StreamObserver<SetRootResourceResponse> reply) {
        root = request.getUrn();
        reply.onNext(SetRootResourceResponse.getDefaultInstance());
        reply.onCompleted();
    }

    @Override
    public void getRootResource(GetRootResourceRequest request, StreamObserver<GetRootResourceResponse> reply) {
        reply.onNext(GetRootResourceResponse.newBuilder().setUrn(root).build());
        reply.onCompleted();
    }

    @Override
    public void requirePulumiVersion(
            RequirePulumiVersionRequest request, StreamObserver<RequirePulumiVersionResponse> reply) {
        reply.onNext(RequirePulumiVersionResponse.getDefaultInstance());
        reply.onCompleted();
    }
}

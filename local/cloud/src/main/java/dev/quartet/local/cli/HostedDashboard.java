package dev.quartet.local.cli;

import dev.quartet.local.engine.Program;
import dev.quartet.local.engine.ProgramException;

/** The dashboard that a stack runs in containers on AWS: not here, where there are none. */
final class HostedDashboard {
    private static final String KEY = "quartet:dashboard";

    private HostedDashboard() {}

    /** Returns a program that wants none; throws {@link ProgramException} for one that does, before anything is made. */
    static Program refuse(Program program) {
        if ("true".equals(program.config().values().get(KEY))) {
            throw new ProgramException(
                    ("%s is true for the stack %s: it runs the dashboard in containers on ECS Fargate, which the local cloud has not. "
                                    + "Leave the key out of Pulumi.%s.yaml: ./quartet up starts the dashboard itself. "
                                    + "What AWS would make of it is shown by ./quartet preview --stack %s")
                            .formatted(KEY, program.stack(), program.stack(), program.stack()));
        }
        return program;
    }
}

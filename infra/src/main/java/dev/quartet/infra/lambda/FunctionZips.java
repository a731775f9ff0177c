package dev.quartet.infra.lambda;

import com.pulumi.exceptions.RunException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The functions' code, which the build makes before the program runs. */
public final class FunctionZips {
    private FunctionZips() {}

    /** Refuses to go on when a zip has not been built; Pulumi itself would say so only after making half of the stack. */
    public static void require(Path root, List<String> zips) {
        for (String zip : zips) {
            if (!Files.isRegularFile(root.resolve(zip))) {
                throw new RunException(zip + " is missing; build it with: ./quartet package");
            }
        }
    }
}

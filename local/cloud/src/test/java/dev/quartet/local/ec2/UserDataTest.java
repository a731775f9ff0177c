package dev.quartet.local.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserDataTest {
    static UserData script(String commands, String... assignments) {
        try {
            return UserData.parse("#!/bin/bash\n# comment\nset -euo pipefail\n" + String.join("\n", assignments)
                    + "\n# --\n" + commands + "\n");
        } catch (BootException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void parse_shouldReadPlainAssignments_andNothingBehindTheLine() {
        var data = script("OTHER=1\nreboot", "JAR_KEY=update-server/0a.jar", "EMPTY=", "PORT=8080");

        assertThat(data.values())
                .containsOnlyKeys("JAR_KEY", "EMPTY", "PORT")
                .containsEntry("JAR_KEY", "update-server/0a.jar");
        assertThat(data.optional("EMPTY")).isEmpty();
        assertThatThrownBy(() -> data.required("JAR_BUCKET")).hasMessage("user data: JAR_BUCKET is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A=$B", "A=\"b\"", "A=$(date)", "A=b c", "export A=b", "dnf install", "a=b"})
    void parse_shouldRefuse_whatAShellWouldExpand(String line) {
        assertThatThrownBy(() -> UserData.parse("#!/bin/bash\n" + line + "\n# --\n"))
                .isInstanceOf(BootException.class)
                .hasMessageContaining("'" + line + "' is no plain assignment");
    }

    @Test
    void parse_shouldRefuse_aScriptWithoutTheLine() {
        assertThatThrownBy(() -> UserData.parse("#!/bin/bash\nA=1\n")).hasMessageContaining("no line '# --'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mount -t efs -o tls,iam,accesspoint=$A $F $M",
                "echo \"$F:/ $M efs _netdev,noresvport,tls,iam,accesspoint=$A 0 0\" >> /etc/fstab"
            })
    void throughIam_shouldBeSeen_inTheMountsOptions(String command) {
        assertThat(script(command, "A=1").throughIam()).isTrue();
    }
}

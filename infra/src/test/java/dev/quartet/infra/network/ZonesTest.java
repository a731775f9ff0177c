package dev.quartet.infra.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ZonesTest {
    @Test
    void firstTwo_leavesZonesWithoutVpcOriginsAside_unlessNothingElseIsLeft() {
        assertThat(Zones.firstTwo(List.of("apne1-az4", "apne1-az3", "apne1-az1")))
                .containsExactly("apne1-az1", "apne1-az4");
        assertThat(Zones.firstTwo(List.of("usw1-az2", "usw1-az1"))).containsExactly("usw1-az1", "usw1-az2");
        assertThatThrownBy(() -> Zones.firstTwo(List.of("x-az1"))).hasMessageContaining("two are needed");
    }
}

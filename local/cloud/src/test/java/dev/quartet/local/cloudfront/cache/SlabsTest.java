package dev.quartet.local.cloudfront.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SlabsTest {
    private static final int SLAB = Slabs.SLAB;

    @Test
    void take_shouldGiveOneRunForAWholeBody() {
        var slabs = new Slabs(64L << 20);

        assertThat(slabs.take(1_000_000).buffer().capacity()).isEqualTo(16 * SLAB);
        assertThat(slabs.take(1).buffer().capacity()).isEqualTo(SLAB);
        assertThat(slabs.take(0).buffer().capacity()).isEqualTo(SLAB);
        assertThat(slabs.take(1L << 40).buffer().capacity()).isEqualTo(64 * SLAB);
    }

    @Test
    void take_shouldUseWhatIsScatteredAndThenTheHeap() {
        var slabs = new Slabs(8 * SLAB);
        var runs = new ArrayList<Slabs.Run>();
        for (int i = 0; i < 8; i++) {
            runs.add(slabs.take(SLAB));
        }
        List.of(1, 2, 5).forEach(each -> slabs.give(runs.get(each)));

        assertThat(slabs.take(4 * SLAB).buffer().capacity()).isEqualTo(2 * SLAB);
        assertThat(slabs.take(4 * SLAB).buffer().capacity()).isEqualTo(SLAB);
        var heap = slabs.take(4 * SLAB);
        assertThat(heap.buffer().isDirect()).isFalse();
        slabs.give(heap);
        assertThat(slabs.take(SLAB).buffer().isDirect()).isFalse();
        assertThat(slabs.allocated()).isEqualTo(8L * SLAB);
    }

    @Test
    void runs_shouldNeverOverlapAndAllComeBack() {
        var random = new Random(7);
        var slabs = new Slabs(256L * SLAB);
        var taken = new IdentityHashMap<Slabs.Run, Integer>();
        for (int step = 1; step <= 20_000; step++) {
            if (taken.size() > 60 || (!taken.isEmpty() && random.nextBoolean())) {
                var run = taken.keySet().iterator().next();
                int mark = taken.remove(run);
                assertThat(run.buffer().getInt(0)).isEqualTo(mark);
                assertThat(run.buffer().getInt(run.buffer().capacity() - 4)).isEqualTo(mark);
                slabs.give(run);
            } else {
                var run = slabs.take(1 + random.nextInt(20 * SLAB));
                for (int at = 0; at < run.buffer().capacity(); at += SLAB) {
                    run.buffer().putInt(at, step).putInt(at + SLAB - 4, step);
                }
                taken.put(run, step);
            }
        }
        taken.keySet().forEach(slabs::give);

        for (int i = 0; i < 4; i++) {
            assertThat(slabs.take(64 * SLAB).buffer().capacity()).isEqualTo(64 * SLAB);
        }
        assertThat(slabs.allocated()).isEqualTo(256L * SLAB);
    }
}

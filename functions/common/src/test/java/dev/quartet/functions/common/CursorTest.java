package dev.quartet.functions.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.ulid.Ulid;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class CursorTest {
    @Property(tries = 200)
    void leadsBackToItsId(@ForAll String user, @ForAll long high, @ForAll long low) {
        String id = new Ulid(high, low).toString();
        assertThat(Cursor.last(user, Cursor.of(user, id))).isEqualTo(id);
    }

    @Property(tries = 200)
    void isNobodyElses(@ForAll String user, @ForAll String other, @ForAll long high, @ForAll long low) {
        if (user.equals(other)) {
            return;
        }
        String cursor = Cursor.of(user, new Ulid(high, low).toString());
        assertThatThrownBy(() -> Cursor.last(other, cursor)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 200)
    void showsAnyAlteration(@ForAll long high, @ForAll long low, @ForAll @IntRange(max = 36) int at) {
        String cursor = Cursor.of("user", new Ulid(high, low).toString());
        char other = cursor.charAt(at) == 'A' ? 'B' : 'A';
        String altered = cursor.substring(0, at) + other + cursor.substring(at + 1);
        assertThatThrownBy(() -> Cursor.last("user", altered)).isInstanceOf(IllegalArgumentException.class);
    }
}

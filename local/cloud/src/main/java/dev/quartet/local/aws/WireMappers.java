package dev.quartet.local.aws;

import java.math.BigDecimal;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.dataformat.cbor.CBORGenerator;
import tools.jackson.dataformat.cbor.CBORMapper;

/** Mappers that write {@link Instant}s as AWS does: seconds since the epoch, tagged 1 in CBOR. */
final class WireMappers {
    static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule().addSerializer(Instant.class, new EpochSeconds()))
            .build();
    static final CBORMapper CBOR = CBORMapper.builder()
            .addModule(new SimpleModule().addSerializer(Instant.class, new EpochSeconds()))
            .build();

    private WireMappers() {}

    /** Seconds since the epoch, with milliseconds as the fraction. */
    private static final class EpochSeconds extends ValueSerializer<Instant> {
        @Override
        public void serialize(Instant value, JsonGenerator generator, SerializationContext context) {
            var millis = value.toEpochMilli();
            if (generator instanceof CBORGenerator cbor) {
                cbor.writeTag(1);
                if (millis % 1000 == 0) {
                    cbor.writeNumber(millis / 1000);
                } else {
                    cbor.writeNumber(millis / 1000.0);
                }
            } else {
                // Plain digits: a double would be written with an exponent.
                generator.writeNumber(
                        BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString());
            }
        }
    }
}

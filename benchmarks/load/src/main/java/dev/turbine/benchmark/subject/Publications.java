package dev.turbine.benchmark.subject;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Turbine's message for a publication, made without Turbine: what is compared sends the same bytes. */
final class Publications {
    private Publications() {}

    static byte[] message(String channel, byte[] data) {
        ByteArrayOutputStream message = new ByteArrayOutputStream(data.length + 100);
        message.writeBytes(("{\"method\":\"publication\",\"params\":{\"channel\":\"" + channel + "\",\"data\":")
                .getBytes(StandardCharsets.UTF_8));
        message.writeBytes(data);
        message.writeBytes("}}".getBytes(StandardCharsets.UTF_8));
        return message.toByteArray();
    }
}

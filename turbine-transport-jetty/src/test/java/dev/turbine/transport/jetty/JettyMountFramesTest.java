package dev.turbine.transport.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.spi.support.ServerSettings;
import dev.turbine.tck.RecordingAcceptor;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Fragments are told from the parts in which a frame arrives, though the host reads HTTP into buffers outside the heap. */
@Timeout(30)
final class JettyMountFramesTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final int PARTS = 4 * RecordingAcceptor.FRAGMENTS;

    private final RecordingAcceptor acceptor = new RecordingAcceptor();
    private Host host = new CoreHost();

    @TempDir
    Path directory;

    @AfterEach
    void end() {
        host.close();
        host.end();
    }

    @Test
    void aFrameInManyPartsIsOneFrame() throws Exception {
        host.start(acceptor);
        try (Wire wire = new Wire(new Socket("localhost", host.connector.getLocalPort()))) {
            tellsFragmentsFromParts(wire);
        }
    }

    @Test
    void aFrameInManyPartsIsOneFrameOverTls() throws Exception {
        Path keys = directory.resolve("keys.p12");
        TestKeys.make(keys, PASSWORD);
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setSslContext(ServerSettings.DEFAULT.withTls(keys, PASSWORD).tls());
        host = new CoreHost(new SslConnectionFactory(tls, "http/1.1"), Host.http());
        host.start(acceptor);
        try (Wire wire = new Wire(TestKeys.client(keys, PASSWORD, "localhost", host.connector.getLocalPort()))) {
            tellsFragmentsFromParts(wire);
            assertThat(acceptor.nextAsked().secure()).isTrue();
        }
    }

    private void tellsFragmentsFromParts(Wire wire) throws Exception {
        assertThat(wire.upgrade(Host.MOUNT + "/ws").status()).isEqualTo(101);
        byte[] frame = Wire.frameOf(Wire.FIN | Wire.TEXT, new byte[RecordingAcceptor.MESSAGE_BYTES]);
        int part = frame.length / PARTS;
        for (int from = 0; from < frame.length; from += part) {
            wire.bytes(Arrays.copyOfRange(frame, from, Math.min(frame.length, from + part)));
            Thread.sleep(2); // for the parts to be read one by one
        }
        assertThat(acceptor.nextOpened().next().payload()).hasSize(RecordingAcceptor.MESSAGE_BYTES);

        for (int i = 0; i <= RecordingAcceptor.FRAGMENTS; i++) {
            wire.bytes(Wire.frameOf(i == 0 ? Wire.TEXT : 0, new byte[100]));
        }
        assertThat(wire.readCloseCode()).isEqualTo(1009);
    }
}

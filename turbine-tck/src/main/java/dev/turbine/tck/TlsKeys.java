package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** A key pair of localhost in a PKCS#12 file, made for a test, and sockets that trust it. */
record TlsKeys(Path file) {
    static final String PASSWORD_TEXT = "changeit";

    static TlsKeys in(Path directory) throws Exception {
        Path file = directory.resolve("keys.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String[] arguments = ("-genkeypair -alias server -keyalg EC -groupname secp256r1 -dname CN=localhost"
                        + " -ext san=dns:localhost,ip:127.0.0.1 -validity 2 -storetype PKCS12 -storepass "
                        + PASSWORD_TEXT)
                .split(" ");
        ProcessBuilder command = new ProcessBuilder(arguments).redirectErrorStream(true);
        command.command().add(0, keytool);
        command.command().add("-keystore");
        command.command().add(file.toString());
        Process process = command.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return new TlsKeys(file);
    }

    static char[] password() {
        return PASSWORD_TEXT.toCharArray();
    }

    /** Of a server that has these keys. */
    SSLContext context() throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(load(), password());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** Of clients that trust these keys. */
    SSLSocketFactory sockets() throws Exception {
        KeyStore trusted = empty();
        trusted.setCertificateEntry("server", load().getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    /** Another file, with no key in it. */
    Path keyless() throws Exception {
        Path keyless = file.resolveSibling("keyless.p12");
        try (OutputStream out = Files.newOutputStream(keyless)) {
            empty().store(out, password());
        }
        return keyless;
    }

    private KeyStore load() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password());
        }
        return store;
    }

    private static KeyStore empty() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}

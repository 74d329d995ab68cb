package dev.turbine.spi.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.util.Collections;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Reads a PKCS#12 file into a context, and says what is wrong with a file that is none. */
final class Pkcs12 {
    private Pkcs12() {}

    static SSLContext context(Path file, char[] password) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, password);
            if (!holdsPrivateKey(keys)) {
                throw new IllegalArgumentException(
                        file + " holds no private key: export the certificate together with its key");
            }
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no key store " + file.toAbsolutePath(), e);
        } catch (IOException e) {
            String message = e.getCause() instanceof UnrecoverableKeyException
                    ? "the password of the key store " + file + " is another one"
                    : "cannot read " + file + " as a PKCS#12 key store: " + e.getMessage();
            throw new IllegalArgumentException(message, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot use the key store " + file + ": " + e.getMessage(), e);
        }
    }

    private static boolean holdsPrivateKey(KeyStore keys) throws KeyStoreException {
        for (String alias : Collections.list(keys.aliases())) {
            if (keys.isKeyEntry(alias)) {
                return true;
            }
        }
        return false;
    }
}

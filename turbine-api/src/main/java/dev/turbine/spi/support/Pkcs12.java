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
import javax.net.ssl.TrustManagerFactory;

/** Reads a PKCS#12 file into a context, and says what is wrong with a file that is none. Thread-safe. */
public final class Pkcs12 {
    private Pkcs12() {}

    /** Makes something of what the file holds. */
    private interface Use {
        SSLContext of(KeyStore store) throws GeneralSecurityException;
    }

    /**
     * A context that shows the key in the file, and trusts whom Java trusts: a key store.
     *
     * @throws IllegalArgumentException if the file cannot be read, is none of this kind, holds no private key, or has
     *     another password
     */
    public static SSLContext showing(Path keyStore, char[] password) {
        return read("key store", keyStore, password, keys -> {
            if (!holdsPrivateKey(keys)) {
                throw new IllegalArgumentException(
                        keyStore + " holds no private key: export the certificate together with its key");
            }
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        });
    }

    /**
     * A context that trusts those whose certificates are in the file and nobody else, and shows no key: a trust store.
     *
     * @throws IllegalArgumentException if the file cannot be read, is none of this kind, holds no certificate to trust, or
     *     has another password
     */
    public static SSLContext trusting(Path trustStore, char[] password) {
        return read("trust store", trustStore, password, trusted -> {
            if (trusted.size() == 0) {
                throw new IllegalArgumentException(trustStore
                        + " holds no certificate that Java takes as trusted: put it in with keytool -importcert");
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        });
    }

    private static SSLContext read(String kind, Path file, char[] password, Use use) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            return use.of(store);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no " + kind + " " + file.toAbsolutePath(), e);
        } catch (IOException e) {
            String message = e.getCause() instanceof UnrecoverableKeyException
                    ? "the password of the " + kind + " " + file + " is another one"
                    : "cannot read " + file + " as a PKCS#12 " + kind + ": " + e.getMessage();
            throw new IllegalArgumentException(message, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot use the " + kind + " " + file + ": " + e.getMessage(), e);
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

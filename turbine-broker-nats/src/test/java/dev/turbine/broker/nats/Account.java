package dev.turbine.broker.nats;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nats.client.NKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * An account of a server that trusts an operator, made for a test: the JWTs that NATS's own tool would write.
 *
 * @param configuration a file for a server
 * @param credentials a file for a user of the account
 */
record Account(Path configuration, Path credentials) {
    static Account in(Path directory) throws GeneralSecurityException, IOException {
        NKey operator = NKey.createOperator(null);
        NKey account = NKey.createAccount(null);
        NKey user = NKey.createUser(null);
        String operatorJwt = jwt(operator, operator, "\"type\":\"operator\"");
        String accountJwt = jwt(
                operator,
                account,
                "\"type\":\"account\",\"limits\":{\"subs\":-1,\"data\":-1,\"payload\":-1,\"imports\":-1,\"exports\":-1,"
                        + "\"wildcards\":true,\"conn\":-1,\"leaf\":-1}");
        String userJwt = jwt(account, user, "\"type\":\"user\",\"subs\":-1,\"data\":-1,\"payload\":-1");
        Path configuration = Files.writeString(
                directory.resolve("accounts.conf"),
                "operator: " + operatorJwt + "\nresolver: MEMORY\nresolver_preload: { "
                        + String.valueOf(account.getPublicKey()) + ": " + accountJwt + " }\n");
        Path credentials = Files.writeString(
                directory.resolve("user.creds"),
                "-----BEGIN NATS USER JWT-----\n" + userJwt + "\n------END NATS USER JWT------\n\n"
                        + "-----BEGIN USER NKEY SEED-----\n" + String.valueOf(user.getSeed())
                        + "\n------END USER NKEY SEED------\n");
        return new Account(configuration, credentials);
    }

    private static String jwt(NKey issuer, NKey subject, String nats) throws GeneralSecurityException, IOException {
        String head = "{\"typ\":\"JWT\",\"alg\":\"ed25519-nkey\"}";
        String body = "{\"jti\":\"test\",\"iat\":1700000000,\"iss\":\"" + String.valueOf(issuer.getPublicKey())
                + "\",\"name\":\"test\",\"sub\":\"" + String.valueOf(subject.getPublicKey()) + "\",\"nats\":{" + nats
                + ",\"version\":2}}";
        String signed = base64(head.getBytes(UTF_8)) + "." + base64(body.getBytes(UTF_8));
        return signed + "." + base64(issuer.sign(signed.getBytes(UTF_8)));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

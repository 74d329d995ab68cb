package dev.turbine.spi;

import java.util.concurrent.CompletionStage;

/**
 * Decides who gets in. A lambda will do.
 *
 * <p>There is no provider for authenticators on purpose: who gets in must not depend on which jar is on the class path.
 */
@FunctionalInterface
public interface Authenticator {
    /**
     * Judges a token.
     *
     * <p><b>Threads:</b> called concurrently from a bounded pool of the engine's. <b>Blocking:</b> allowed, for at most
     * the engine's authentication timeout (5 s): past it the client is told 500 and the result is ignored.
     *
     * @return the outcome. A refusal is a result, not an exception; an exception, or a stage that fails, is answered with
     *     500 and never lets anybody in
     */
    CompletionStage<Authentication> authenticate(Credentials credentials);
}

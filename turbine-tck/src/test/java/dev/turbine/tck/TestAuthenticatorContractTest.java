package dev.turbine.tck;

import dev.turbine.spi.Authenticator;

final class TestAuthenticatorContractTest extends AuthenticatorContract {
    @Override
    protected Authenticator authenticator() {
        return new TestAuthenticator();
    }

    @Override
    protected Tokens tokens() {
        return new TestTokens();
    }
}

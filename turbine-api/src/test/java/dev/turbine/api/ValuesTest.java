package dev.turbine.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;

class ValuesTest {
    @Test
    void aPublicationSaysItsSizeAndNotItsData() {
        assertThat(new Publication("news", "\"secret\"")).hasToString("Publication[channel=news, data=8 characters]");
    }

    @Test
    void anIdentityHasAUserAndGrants() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Identity("", null, ChannelGrants.unrestricted()))
                .withMessage("user must not be empty");
        assertThatNullPointerException()
                .isThrownBy(() -> new Identity("ann", null, null))
                .withMessage("grants");
    }

    @Test
    void aRefusedPublicationWasDeliveredToNobody() {
        PublishResult refused = PublishResult.refused(503, "overloaded");

        assertThat(refused.ok()).isFalse();
        assertThat(refused.delivered()).isZero();
        assertThat(refused.code()).isEqualTo(503);
        assertThat(refused.message()).isEqualTo("overloaded");
    }
}

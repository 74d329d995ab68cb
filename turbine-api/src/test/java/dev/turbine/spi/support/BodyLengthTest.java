package dev.turbine.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.spi.RequestHead;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BodyLengthTest {
    @Test
    void isWhatTheHeadSays() {
        assertThat(BodyLength.of(head(Map.of("Content-Length", "5")), false)).isEqualTo(5);
        assertThat(BodyLength.of(head(Map.of("Content-Length", "5")), true)).isEqualTo(5);
        assertThat(BodyLength.of(head(Map.of("Content-Length", "0")), true)).isZero();
    }

    @Test
    void isNotKnownOfABodyInChunks() {
        assertThat(BodyLength.of(head(Map.of("Transfer-Encoding", "chunked")), false))
                .isEqualTo(-1);
    }

    @Test
    void whereTheHeadSaysNothingTheProtocolDecides() {
        assertThat(BodyLength.of(head(Map.of()), false)).isZero();
        assertThat(BodyLength.of(head(Map.of()), true)).isEqualTo(-1);
    }

    private static RequestHead head(Map<String, String> fields) {
        return new RequestHead() {
            @Override
            public String method() {
                return "POST";
            }

            @Override
            public String path() {
                return "/";
            }

            @Override
            public List<String> headers(String name) {
                String value = fields.get(name);
                return value == null ? List.of() : List.of(value);
            }

            @Override
            public boolean secure() {
                return false;
            }

            @Override
            public String remoteAddress() {
                return "192.0.2.1:5000";
            }
        };
    }
}

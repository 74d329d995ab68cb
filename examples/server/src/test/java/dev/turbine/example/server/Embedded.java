package dev.turbine.example.server;

// snippet: embed
import dev.turbine.Turbine;
import dev.turbine.api.Limit;
import dev.turbine.auth.jwt.JwtAuthenticator;
import java.time.Duration;

class Embedded {
    public static void main(String[] arguments) {
        Turbine turbine = Turbine.builder()
                .transport("jetty") // needless where it is the only one
                .port(Integer.getInteger("port", 8080))
                .authenticator(JwtAuthenticator.hmac("a secret of at least thirty-two bytes")) // yours, from elsewhere
                .limit(Limit.CONNECT_TIMEOUT, Duration.ofSeconds(5))
                .start();

        turbine.subscribe("chat:lobby", publication -> System.out.println(publication.data()));
        turbine.publish("chat:lobby", "{\"text\":\"hello\"}")
                .thenAccept(result -> System.out.println("delivered to " + result.delivered() + " sessions"));
    }
}
// end

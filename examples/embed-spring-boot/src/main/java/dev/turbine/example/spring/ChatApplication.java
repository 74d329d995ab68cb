package dev.turbine.example.spring;

import dev.turbine.Turbine;
import jakarta.servlet.http.HttpSession;
import java.util.concurrent.CompletionStage;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The application that was there before: its own routes, and one of them publishes. */
@SpringBootApplication
public class ChatApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(ChatApplication.class, arguments);
    }

    @RestController
    record Rooms(Turbine turbine) {
        @PostMapping("/login")
        void logIn(HttpSession session) {} // Whoever asks has a session from here on.

        // snippet: spring-publish
        @PostMapping("/rooms/{room}/messages")
        CompletionStage<ResponseEntity<String>> say(@PathVariable("room") String room, @RequestBody String json) {
            return turbine.publish("room:" + room, json)
                    .thenApply(result -> ResponseEntity.status(result.code()).body(result.message()));
        }
        // end
    }
}

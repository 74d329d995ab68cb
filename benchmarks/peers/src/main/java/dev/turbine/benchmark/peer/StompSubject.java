package dev.turbine.benchmark.peer;

import dev.turbine.benchmark.subject.Subject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.messaging.support.AbstractSubscribableChannel;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

/** Spring's STOMP over WebSocket with its simple broker, in Spring Boot with Tomcat. */
public final class StompSubject implements Subject {
    private final ConfigurableApplicationContext application;
    private final SimpMessagingTemplate template;

    public StompSubject(List<String> arguments) {
        application = new SpringApplicationBuilder(Application.class)
                .bannerMode(Banner.Mode.OFF)
                .run(
                        "--server.address=127.0.0.1",
                        "--server.port=0",
                        "--server.tomcat.max-connections=100000", // by default 8192
                        "--logging.level.root=warn");
        template = application.getBean(SimpMessagingTemplate.class);
        application
                .getBean("clientInboundChannel", AbstractSubscribableChannel.class)
                .addInterceptor(new Receipts(application.getBean("clientOutboundChannel", MessageChannel.class)));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableWebSocketMessageBroker
    static class Application implements WebSocketMessageBrokerConfigurer {
        @Override
        public void registerStompEndpoints(StompEndpointRegistry registry) {
            registry.addEndpoint("/ws");
        }

        @Override
        public void configureMessageBroker(MessageBrokerRegistry registry) {
            registry.enableSimpleBroker("/topic");
        }
    }

    @Override
    public int port() {
        return application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @Override
    public void publish(String channel, byte[] data) {
        template.convertAndSend("/topic/" + channel, new String(data, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        application.close();
    }
}

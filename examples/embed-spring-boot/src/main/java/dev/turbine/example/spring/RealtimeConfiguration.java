package dev.turbine.example.spring;

import dev.turbine.Turbine;
import dev.turbine.auth.jwt.JwtAuthenticator;
import dev.turbine.transport.jakarta.JakartaTransport;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Turbine in this application, below {@code /realtime}: clients connect to {@code /realtime/ws}. */
@Configuration(proxyBeanMethods = false)
class RealtimeConfiguration {
    // snippet: spring-beans
    @Bean
    JakartaTransport transport() {
        return new JakartaTransport();
    }

    @Bean
    Turbine turbine(JakartaTransport transport, @Value("${chat.jwt-secret}") String secret) {
        return Turbine.builder()
                .transport(transport)
                .authenticator(JwtAuthenticator.hmac(secret)) // 32 bytes or more
                .start();
    }

    @Bean
    ServletRegistrationBean<HttpServlet> realtime(JakartaTransport transport) {
        return new ServletRegistrationBean<>(transport.servlet(), "/realtime/*");
    }
    // end

    // snippet: spring-shutdown
    /** Closes Turbine before Tomcat stops, while clients can still be told. (A bean is destroyed after that.) */
    @Component
    record Shutdown(Turbine turbine, ApplicationContext application) {
        @EventListener
        void begins(ContextClosedEvent event) {
            if (event.getApplicationContext() == application) { // not one of its children
                turbine.close();
            }
        }
    }
    // end

    // snippet: spring-filter
    @Bean
    FilterRegistrationBean<LoggedIn> loggedIn() {
        FilterRegistrationBean<LoggedIn> filter = new FilterRegistrationBean<>(new LoggedIn());
        filter.addUrlPatterns("/realtime/*", "/rooms/*"); // who publishes, too
        return filter;
    }

    /** Lets nobody through who has no session here. */
    static final class LoggedIn extends OncePerRequestFilter {
        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            if (request.getSession(false) == null) {
                response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            } else {
                chain.doFilter(request, response);
            }
        }
    }
    // end
}

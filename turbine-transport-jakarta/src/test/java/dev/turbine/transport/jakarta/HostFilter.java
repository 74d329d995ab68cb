package dev.turbine.transport.jakarta;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The host's filter: sees every request, and lets none through that says {@code X-Refuse}. */
final class HostFilter extends HttpFilter {
    private static final long serialVersionUID = 1;

    final transient Queue<String> seen = new ConcurrentLinkedQueue<>();

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        seen.add(request.getRequestURI());
        if (request.getHeader("X-Refuse") == null) {
            chain.doFilter(request, response);
        } else {
            response.sendError(401);
        }
    }
}

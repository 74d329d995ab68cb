package dev.turbine.transport.jakarta;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Collectors;

/** What a host has to know of how it has mapped the servlet. */
final class Mapping {
    private Mapping() {}

    /** In words, why a request cannot be answered later, and what to do about it. */
    static String whyNotAsync(HttpServletRequest request) {
        String filters = request.getServletContext().getFilterRegistrations().values().stream()
                .map(FilterRegistration::getClassName)
                .sorted()
                .collect(Collectors.joining(", "));
        return "Turbine cannot answer: the servlet or a filter before it does not support asynchronous requests."
                + " Set asyncSupported to true for the servlet and for every filter that is mapped to it; filters here: "
                + (filters.isEmpty() ? "none" : filters);
    }
}

package dev.turbine.tck;

import dev.turbine.spi.RequestHead;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The head of a request made in memory. */
record MemoryHead(RawRequest request, String remoteAddress) implements RequestHead {
    @Override
    public String method() {
        return request.method();
    }

    @Override
    public String path() {
        String path = request.target().split("\\?", 2)[0];
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public List<String> headers(String name) {
        List<String> values = request.header(name);
        return values.isEmpty() && name.equalsIgnoreCase("host") ? List.of("memory.example") : values;
    }

    @Override
    public boolean secure() {
        return false;
    }
}

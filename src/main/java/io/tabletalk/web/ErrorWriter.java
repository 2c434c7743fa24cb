package io.tabletalk.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Writes an error where no controller is: in a filter, or in the servlet container itself.
@Component
public class ErrorWriter {

    private final JsonMapper mapper;

    ErrorWriter(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /// Answers a request with an error, as JSON.
    public void write(HttpServletResponse response, HttpStatusCode status, ApiError error) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        byte[] body = bytes(error);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    byte[] bytes(ApiError error) {
        return mapper.writeValueAsString(error).getBytes(StandardCharsets.UTF_8);
    }
}

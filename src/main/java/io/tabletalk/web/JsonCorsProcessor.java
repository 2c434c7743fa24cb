package io.tabletalk.web;

import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.DefaultCorsProcessor;

/// Tells a refused origin so in the one form of errors.
class JsonCorsProcessor extends DefaultCorsProcessor {

    private final ErrorWriter errors;

    JsonCorsProcessor(ErrorWriter errors) {
        this.errors = errors;
    }

    @Override
    protected void rejectRequest(ServerHttpResponse response) throws IOException {
        response.setStatusCode(HttpStatus.FORBIDDEN);
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        response.getBody()
                .write(errors.bytes(new ApiError(
                        "Pages of this origin may not call this server. Add the origin to"
                                + " tabletalk.web.cors.allowed-origins if they should.",
                        "origin_not_allowed")));
        response.flush();
    }
}

package io.tabletalk.web;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Logs what went wrong on the server under a short id. The client gets the id and nothing else of it.
@Component
class Incidents {

    private static final Logger LOG = LoggerFactory.getLogger(Incidents.class);

    /// @param where the request, as method and path, without its query: that may hold anything
    ApiError report(Throwable failure, String where) {
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        LOG.error("Incident {} in {}", id, where, failure);
        return new ApiError(
                "Something went wrong on the server. Its log says what, under incident " + id + ".", "internal_error");
    }
}

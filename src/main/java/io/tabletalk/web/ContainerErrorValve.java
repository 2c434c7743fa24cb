package io.tabletalk.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/// Answers what fails before the application sees it, such as an address with forbidden characters. Takes the place of
/// Tomcat's HTML page, which names the server software.
class ContainerErrorValve extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(ContainerErrorValve.class);
    private static final int FIRST_ERROR = 400;

    private final ErrorWriter errors;

    ContainerErrorValve(ErrorWriter errors) {
        this.errors = errors;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < FIRST_ERROR || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        HttpStatusCode code = HttpStatusCode.valueOf(status);
        try {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.getOutputStream().write(errors.bytes(ContainerError.of(code)));
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            LOG.debug("Status {} could not be explained to the client, who has left", status, e);
        }
    }
}

package io.tabletalk.web;

import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/// The body of an error that the servlet container found and of which no more is known than its status.
final class ContainerError {

    private ContainerError() {}

    static ApiError of(HttpStatusCode status) {
        HttpStatus known = HttpStatus.resolve(status.value());
        if (known == HttpStatus.BAD_REQUEST) {
            return new ApiError(
                    "The address or the headers of the request are malformed. In an address, characters such as | or a"
                            + " blank are written as %7C and %20; it holds no NUL character and no '%' without two digits.",
                    "bad_request");
        }
        return known == null
                ? new ApiError("Error " + status.value() + ".", "error")
                : new ApiError(known.getReasonPhrase() + ".", known.name().toLowerCase(Locale.ROOT));
    }
}

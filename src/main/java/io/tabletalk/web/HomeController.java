package io.tabletalk.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Answers at `/`: the page for people, a sign of life for programs.
@RestController
@Tag(name = "Health")
class HomeController {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final Page page;
    private final ProductVersion version;

    HomeController(Page page, ProductVersion version) {
        this.page = page;
        this.version = version;
    }

    /// @param status always `healthy`: the server answers. Whether its parts work is asked at `/health`.
    record Home(String status, String message, String version) {}

    @GetMapping("/")
    @Operation(summary = "That the server runs; the web page when the client prefers HTML")
    ResponseEntity<?> home(@RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
        ResponseEntity.BodyBuilder response = ResponseEntity.ok().varyBy(HttpHeaders.ACCEPT);
        if (AcceptedForm.isHtmlPreferred(accept)) {
            return response.contentType(HTML)
                    .cacheControl(CacheControl.noCache())
                    .body(page.markup());
        }
        return response.contentType(MediaType.APPLICATION_JSON)
                .body(new Home("healthy", "Tabletalk is running; its API is described at /docs", version.value()));
    }
}

package io.tabletalk.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tabletalk.health.Health;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Says whether the service works: in one word at `/health`, component by component at `/status`.
@RestController
@Tag(name = "Health", description = "Whether the service and its parts work")
class HealthController {

    private final HealthMonitor monitor;
    private final ProductVersion version;

    HealthController(HealthMonitor monitor, ProductVersion version) {
        this.monitor = monitor;
        this.version = version;
    }

    /// @param status `healthy`, `degraded` or `unhealthy`
    record Summary(String status, String message, String version) {}

    /// @param status     `healthy`, `degraded` or `unhealthy`
    /// @param components by name
    record Status(String status, String version, Map<String, Component> components) {}

    /// @param status `up`, `degraded` or `down`
    record Component(String status, String message) {
        static Component of(Health health) {
            return new Component(health.state().name().toLowerCase(Locale.ROOT), health.message());
        }
    }

    @GetMapping("/health")
    @Operation(summary = "Whether the service works", description = "A degraded service works, in part or more slowly.")
    @ApiResponse(responseCode = "200", description = "It works, at least in part")
    @ApiResponse(responseCode = "503", description = "A part that it cannot do without does not work")
    ResponseEntity<Summary> health() {
        HealthReport report = monitor.report();
        HttpStatus code = report.state() == Health.State.DOWN ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK;
        return ResponseEntity.status(code).body(new Summary(report.status(), report.message(), version.value()));
    }

    @GetMapping("/status")
    @Operation(summary = "How each part of the service is", description = "Always 200: the report itself was made.")
    Status status() {
        HealthReport report = monitor.report();
        Map<String, Component> components = new LinkedHashMap<>();
        report.components().forEach((name, health) -> components.put(name, Component.of(health)));
        return new Status(report.status(), version.value(), components);
    }
}

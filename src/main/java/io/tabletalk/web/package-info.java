/// What every endpoint shares: the one error format, CORS, limits on requests, and the health endpoints.
@org.springframework.modulith.ApplicationModule(displayName = "Web", allowedDependencies = "health")
@org.jspecify.annotations.NullMarked
package io.tabletalk.web;

/// Whether the index holds what the sources hold: audits compare the two document by document, and mend what differs.
@org.springframework.modulith.ApplicationModule(
        displayName = "Audit",
        allowedDependencies = {"knowledge", "source", "pipeline", "index", "ingest", "role", "state", "web"})
@org.jspecify.annotations.NullMarked
package io.tabletalk.audit;

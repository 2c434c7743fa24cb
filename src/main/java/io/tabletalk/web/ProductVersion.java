package io.tabletalk.web;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/// The version that this server says it is.
@Component
class ProductVersion {

    /// What a start from an IDE is, where the build has not noted its version.
    private static final String UNBUILT = "unbuilt";

    private final String value;

    ProductVersion(ObjectProvider<BuildProperties> build) {
        BuildProperties properties = build.getIfAvailable();
        String version = properties == null ? null : properties.getVersion();
        this.value = version == null ? UNBUILT : version;
    }

    String value() {
        return value;
    }
}

package io.tabletalk.source.file;

import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// @param roots     folders besides the data directory whose files may be read
/// @param maxUpload the largest file that may be uploaded
@Validated
@ConfigurationProperties("tabletalk.files")
record FilesSettings(
        @DefaultValue List<String> roots,
        @NotNull @DefaultValue("500MB") DataSize maxUpload) {}

package io.tabletalk.source.file;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// @param roots     folders besides the data directory whose files may be read
/// @param maxUpload the largest file that may be uploaded
/// @param watch     how folders are followed
@Validated
@ConfigurationProperties("tabletalk.files")
record FilesSettings(
        @DefaultValue List<String> roots,
        @NotNull @DefaultValue("500MB") DataSize maxUpload,
        @Valid @NotNull @DefaultValue Watch watch) {

    /// @param quiet    how long nothing may happen in a folder before it is read
    /// @param patience how long a folder in which something always happens waits at most
    /// @param rescan   how often all files are looked at, since not every disk tells of its changes
    record Watch(
            @NotNull @DefaultValue("1s") Duration quiet,
            @NotNull @DefaultValue("30s") Duration patience,
            @NotNull @DefaultValue("5m") Duration rescan) {}
}

package io.tabletalk.source.file;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tabletalk.web.ApiError;
import io.tabletalk.web.ApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartFile;

/// Takes files from clients.
@RestController
@Tag(name = "Files")
class UploadController {

    private static final Logger LOG = LoggerFactory.getLogger(UploadController.class);

    private final Uploads uploads;
    private final FilesSettings settings;

    UploadController(Uploads uploads, FilesSettings settings) {
        this.uploads = uploads;
        this.settings = settings;
    }

    /// @param path to name it by: the `file_path` of a source
    /// @param size in bytes
    record Uploaded(
            @Schema(example = "uploads/orders.csv") String path,
            @Schema(example = "orders.csv") String name,
            long size) {}

    @PostMapping(path = "/api/files", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Uploads a file",
            description =
                    "The part is called `file`. One of the same name and other content is replaced when both say that"
                            + " they come from the same `origin`, or with `replace=true`; otherwise this one is refused with"
                            + " 409. The former stays as it is until this one is complete.")
    Uploaded upload(
            @RequestParam(required = false) @Nullable MultipartFile file,
            @Parameter(description = "Where the client has the file from, such as its path there")
                    @RequestParam(required = false)
                    @Nullable
                    String origin,
            @Parameter(description = "Replaces a file of the same name that came from elsewhere")
                    @RequestParam(defaultValue = "false")
                    boolean replace)
            throws IOException {
        if (file == null) {
            throw ApiException.invalid("file_missing", "Send the file as a part called `file`.");
        }
        String name = Uploads.safeName(String.valueOf(file.getOriginalFilename()));
        Path received = Files.createTempFile(uploads.incoming(), "", ".part");
        try {
            file.transferTo(received.toFile()); // moves it: it was written to the same folder
            return new Uploaded(uploads.keep(received, name, origin, replace), name, file.getSize());
        } finally {
            Files.deleteIfExists(received);
        }
    }

    @ExceptionHandler
    ResponseEntity<ApiError> tooLarge(MaxUploadSizeExceededException e) {
        return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE)
                .body(new ApiError(
                        "The file is larger than " + settings.maxUpload().toMegabytes()
                                + " MB, the most that `tabletalk.files.max-upload` allows.",
                        "file_too_large"));
    }

    @ExceptionHandler({IOException.class, UncheckedIOException.class})
    ResponseEntity<ApiError> notKept(Exception e) {
        LOG.error("An uploaded file could not be kept", e);
        return ResponseEntity.status(HttpStatus.INSUFFICIENT_STORAGE)
                .body(new ApiError(
                        "The file could not be kept: the disk may be full, or the data directory not writable.",
                        "file_not_kept"));
    }
}

package io.tabletalk.state;

import io.tabletalk.health.Health;
import io.tabletalk.health.HealthCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Whether the data directory takes another file, and how much room is left. A file is really written: permissions do
/// not tell about a full disk, a lost mount or a read-only one.
@Component
class DiskSpaceCheck implements HealthCheck {

    private static final long GIGABYTE = 1L << 30;
    private static final byte[] PROBE = new byte[4096];

    private final Path directory;
    private final long comfortable;

    @Autowired
    DiskSpaceCheck(DataDirectory directory) {
        this(directory, GIGABYTE);
    }

    /// @param comfortable bytes; with less than these free, the disk is called degraded
    DiskSpaceCheck(DataDirectory directory, long comfortable) {
        this.directory = directory.root();
        this.comfortable = comfortable;
    }

    @Override
    public String component() {
        return "disk";
    }

    @Override
    public Health check() {
        try {
            write();
            return judge(Files.getFileStore(directory).getUsableSpace());
        } catch (IOException e) {
            return Health.down("The data directory " + directory
                    + " cannot be written: check that it exists, that its disk has room and that this user may write.");
        }
    }

    private void write() throws IOException {
        Path probe = Files.createTempFile(directory, ".probe", null);
        try {
            Files.write(probe, PROBE);
        } finally {
            Files.delete(probe);
        }
    }

    private Health judge(long free) {
        String room = String.format(Locale.ROOT, "%.1f GB are free for the data directory", (double) free / GIGABYTE);
        return free < comfortable
                ? Health.degraded("Only " + room + "; make room before it is full.")
                : Health.up(room + ".");
    }
}

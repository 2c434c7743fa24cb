package io.tabletalk.source.document.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolWatchTest {

    @TempDir
    Path folder;

    @Test
    void moreThanTheBoundIsNoticedInFoldersToo() throws Exception {
        CountDownLatch noticed = new CountDownLatch(1);
        Files.write(folder.resolve("first"), new byte[600]);

        SpoolWatch.start(folder, 1_000, noticed::countDown);

        assertThat(noticed.getCount()).isEqualTo(1);
        Files.write(Files.createDirectory(folder.resolve("within")).resolve("second"), new byte[600]);
        assertThat(noticed.await(20, TimeUnit.SECONDS)).isTrue();
    }
}

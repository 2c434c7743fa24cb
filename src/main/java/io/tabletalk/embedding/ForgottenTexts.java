package io.tabletalk.embedding;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Texts whose vectors are to be forgotten by a cache that could not be reached, in the state database: a vector says
/// much of its text, and must not stay because the cache was away when its document went. Safe for use by several
/// threads and processes.
final class ForgottenTexts implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ForgottenTexts.class);
    private static final int AT_ONCE = 500;
    private static final int LOOK_EVERY_SECONDS = 1;

    private final JdbcClient database;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("forgotten-texts").factory());
    private volatile boolean mayBeLeft = true; // by a process before this one
    private long connectionSeen; // of the thread alone

    ForgottenTexts(JdbcClient database) {
        this.database = database;
    }

    /// What can forget, and throws when it cannot now.
    interface Forgetting {
        long forget(Collection<TextHash> texts);
    }

    void note(Collection<TextHash> texts) {
        texts.stream()
                .distinct()
                .forEach(text -> database.sql("INSERT INTO forgotten_text (hash) VALUES (:hash) ON CONFLICT DO NOTHING")
                        .param("hash", text.hex())
                        .update());
        mayBeLeft = true;
    }

    /// Has them forgotten, from now on, whenever the cache can be reached.
    ///
    /// @param connection number of the connection to the cache, 0 for none
    void whenBack(LongSupplier connection, Forgetting cache) {
        thread.scheduleWithFixedDelay(
                () -> look(connection.getAsLong(), cache), LOOK_EVERY_SECONDS, LOOK_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    /// On a new connection also what other processes have noted.
    private void look(long connection, Forgetting cache) {
        if (connection == 0 || (connection == connectionSeen && !mayBeLeft)) {
            return;
        }
        try {
            mayBeLeft = false;
            List<TextHash> noted = noted();
            while (!noted.isEmpty()) {
                cache.forget(noted);
                remove(noted);
                noted = noted();
            }
            connectionSeen = connection;
        } catch (RuntimeException e) {
            mayBeLeft = true;
            log.warn("Vectors could not be forgotten, and will be: {}", e.toString());
        }
    }

    private List<TextHash> noted() {
        return database.sql("SELECT hash FROM forgotten_text LIMIT " + AT_ONCE)
                .query((row, number) -> new TextHash(row.getString("hash")))
                .list();
    }

    private void remove(List<TextHash> texts) {
        database.sql("DELETE FROM forgotten_text WHERE hash IN (:hashes)")
                .param("hashes", texts.stream().map(TextHash::hex).toList())
                .update();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

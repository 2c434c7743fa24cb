package io.tabletalk.source.webhook;

import static io.tabletalk.source.webhook.WebhookFixture.upsert;

import io.tabletalk.source.SourceContractTest;
import io.tabletalk.source.SourceFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class WebhookContractTest extends SourceContractTest<WebhookSettings> {

    private static final String SECRET = "a-secret-of-some-length-1";

    @TempDir
    Path directory;

    private WebhookFixture webhook;

    @BeforeEach
    void sendDocuments() {
        webhook = WebhookFixture.open(directory, ID);
        webhook.send("m-1", upsert("1", "Heron"), upsert("2", "Otter"), upsert("3", "Wren 🚲"), upsert("4", "Crow"));
        webhook.send("m-2", WebhookFixture.delete("4"));
    }

    @AfterEach
    void close() {
        webhook.close();
    }

    @Override
    protected SourceFactory<WebhookSettings> factory() {
        return new WebhookSourceFactory(webhook.store());
    }

    @Override
    protected Map<String, Object> settings() {
        return Map.of("secret", SECRET);
    }

    /// Nothing but a secret can be wrong.
    @Override
    protected Map<String, Object> settingsOfMissing() {
        return Map.of("secret", "short");
    }

    @Override
    protected Set<String> expectedKeys() {
        return Set.of("1", "2", "3");
    }

    @Override
    protected List<String> expectedFields() {
        return List.of("title", "n");
    }

    @Override
    protected List<String> expectedKeyFields() {
        return List.of();
    }

    @Override
    protected String editOneDocument() {
        webhook.send("m-3", upsert("2", "Otter, mended"));
        return "2";
    }

    /// Connections of the state database that are in use.
    @Override
    protected int openResources() {
        return webhook.state().dataSource().getHikariPoolMXBean().getActiveConnections();
    }

    @Override
    protected List<String> secrets() {
        return List.of(SECRET);
    }
}

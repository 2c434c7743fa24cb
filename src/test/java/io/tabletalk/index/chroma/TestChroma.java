package io.tabletalk.index.chroma;

import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.index.chroma.ChromaSettings.TokenHeader;
import java.net.URI;
import java.time.Duration;

/// Opens indexes on a server as the settings would.
public final class TestChroma {

    private TestChroma() {}

    public static KnowledgeIndex open(URI url, String database, String fingerprint) {
        return new ChromaIndex(new ChromaServer(settings(url, database), fingerprint));
    }

    static ChromaSettings settings(URI url, String database) {
        return new ChromaSettings(
                url,
                null,
                "default_tenant",
                database,
                "tabletalk",
                "",
                null,
                null,
                TokenHeader.AUTHORIZATION,
                Duration.ofSeconds(30));
    }
}

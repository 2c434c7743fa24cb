package io.tabletalk.source;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.SourceDeclarations.Declaration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Defines, when the server starts, the sources that the configuration declares, and the sample data on the first
/// start. A declaration that is wrong stops the start with the reason.
@Component
@EnableConfigurationProperties(SourceDeclarations.class)
class DeclaredSources implements InitializingBean {

    /// The kind, and the name, of the sample data.
    static final String SAMPLE = "demo";

    private final SourceDeclarations declarations;
    private final SourceRegistry registry;
    private final SourceTable table;
    private final SourceUpkeep upkeep;
    private final TransactionTemplate transactions;

    DeclaredSources(
            SourceDeclarations declarations,
            SourceRegistry registry,
            SourceTable table,
            SourceUpkeep upkeep,
            TransactionTemplate transactions) {
        this.declarations = declarations;
        this.registry = registry;
        this.table = table;
        this.upkeep = upkeep;
        this.transactions = transactions;
    }

    @Override
    public void afterPropertiesSet() {
        if (declarations.sampleData() && registry.types().contains(SAMPLE)) {
            offerSampleData();
        }
        declarations.sources().forEach(this::define);
    }

    private void offerSampleData() {
        SourceId sample = new SourceId(SAMPLE);
        transactions.executeWithoutResult(transaction -> {
            if (table.offerSample(Instant.now())) {
                registry.define(Optional.of(sample), SAMPLE, Map.of());
            }
        });
        if (table.find(sample).isPresent()) {
            registry.ingestAtStart(new Sources.IngestAtStart(sample, true));
        }
    }

    private void define(Declaration declaration) {
        Class<?> settingsType = registry.factory(declaration.type()).settingsType();
        SourceDefinition defined = registry.define(
                Optional.ofNullable(declaration.name()).map(SourceId::new),
                declaration.type(),
                named(declaration.settings(), settingsType));
        if (declaration.schedule() != null) {
            upkeep.schedule(defined.id(), declaration.schedule().schedule());
        }
        if (declaration.ingest()) {
            registry.ingestAtStart(new Sources.IngestAtStart(defined.id(), false));
        }
    }

    /// Configuration keys lose their underscores on the way here, and lists arrive as maps from `0`, `1`, …: brings
    /// both back to what the settings record reads.
    private static Map<String, Object> named(Map<String, Object> settings, Class<?> settingsType) {
        Map<String, String> names = SourceSettingsReader.namesAndAliases(settingsType).stream()
                .collect(Collectors.toMap(DeclaredSources::joined, name -> name, (first, second) -> first));
        Map<String, Object> named = new LinkedHashMap<>();
        settings.forEach((name, value) -> named.put(names.getOrDefault(joined(name), name), plain(value)));
        return named;
    }

    private static Object plain(Object value) {
        if (!(value instanceof Map<?, ?> map) || map.isEmpty()) {
            return value;
        }
        List<String> positions =
                IntStream.range(0, map.size()).mapToObj(Integer::toString).toList();
        return map.keySet().containsAll(positions)
                ? positions.stream().<Object>map(map::get).toList()
                : value;
    }

    private static String joined(String name) {
        return name.replaceAll("[_-]", "");
    }
}

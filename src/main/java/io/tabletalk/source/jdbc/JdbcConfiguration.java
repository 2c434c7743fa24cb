package io.tabletalk.source.jdbc;

import io.tabletalk.source.ReadableFiles;
import io.tabletalk.source.SourceFactory;
import io.tabletalk.state.DataDirectory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The kinds of source that are databases read through JDBC.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabasesSettings.class)
class JdbcConfiguration {

    private static final int ROWS_PER_SPLIT = 5_000;

    private final ReadableFiles files;
    private final DatabasesSettings settings;

    JdbcConfiguration(ReadableFiles files, DatabasesSettings settings) {
        this.files = files;
        this.settings = settings;
    }

    @Bean
    JdbcDrivers jdbcDrivers(DataDirectory data) {
        return new JdbcDrivers(data.drivers());
    }

    @Bean
    SourceFactory<JdbcSettings> mysqlSources(JdbcDrivers drivers) {
        return factory(Dialect.MYSQL, drivers);
    }

    @Bean
    SourceFactory<JdbcSettings> mariadbSources(JdbcDrivers drivers) {
        return factory(Dialect.MARIADB, drivers);
    }

    @Bean
    SourceFactory<JdbcSettings> sqlServerSources(JdbcDrivers drivers) {
        return factory(Dialect.SQLSERVER, drivers);
    }

    @Bean
    SourceFactory<JdbcSettings> oracleSources(JdbcDrivers drivers) {
        return factory(Dialect.ORACLE, drivers);
    }

    @Bean
    SourceFactory<JdbcSettings> sqliteSources(JdbcDrivers drivers) {
        return factory(Dialect.SQLITE, drivers);
    }

    @Bean
    SourceFactory<JdbcSettings> otherJdbcSources(JdbcDrivers drivers) {
        return factory(Dialect.JDBC, drivers);
    }

    private SourceFactory<JdbcSettings> factory(Dialect dialect, JdbcDrivers drivers) {
        return new JdbcSourceFactory(dialect, drivers, files, settings.allowedUrls(), ROWS_PER_SPLIT);
    }
}

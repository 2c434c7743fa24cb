package io.tabletalk.state;

import com.zaxxer.hikari.HikariDataSource;
import io.tabletalk.role.Roles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Opens the state database: a SQLite file in the data directory, or a PostgreSQL database when one is named. Nothing
/// else knows which it is.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StateSettings.class)
class StateConfiguration {

    @Bean
    DataDirectory dataDirectory(StateSettings settings) {
        DataDirectory directory = new DataDirectory(settings.dataDir());
        createPrivately(directory.root());
        return directory;
    }

    @Bean(destroyMethod = "close")
    HikariDataSource stateDatabase(DataDirectory directory, StateSettings settings, Roles roles) {
        if (!roles.answersQuestions() && !isShared(settings)) {
            throw new IllegalStateException("A worker shares the state with its server: set tabletalk.state.url"
                    + " (TABLETALK_STATE_URL) to a PostgreSQL database, for both.");
        }
        return isShared(settings)
                ? PostgresState.open(
                        PostgresStateAddress.of(settings.state()),
                        settings.state().connections())
                : SqliteState.open(directory);
    }

    @Bean
    StateLocation stateLocation(DataDirectory directory, StateSettings settings) {
        return new StateLocation(
                isShared(settings)
                        ? PostgresStateAddress.of(settings.state()).toString()
                        : directory.database().toString());
    }

    @Bean
    StateErasure stateErasure(JdbcClient database, StateSettings settings) {
        return new StateErasure(database, isShared(settings));
    }

    private static boolean isShared(StateSettings settings) {
        return !settings.state().url().reveal().isBlank();
    }

    /// Only the owner may look inside: the database holds credentials of sources.
    private static void createPrivately(Path directory) {
        try {
            Files.createDirectories(directory);
            if (DataDirectory.isPosix(directory)) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException e) {
            throw new IllegalStateException("Cannot use " + directory + " as the data directory: " + e.getMessage(), e);
        }
    }
}

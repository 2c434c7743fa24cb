package planted.web;

import io.tabletalk.health.Health;
import io.tabletalk.health.HealthCheck;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// A server that has the web module, endpoints that fail, and nothing else.
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
@ComponentScan("io.tabletalk.web")
@Import({PlantedController.class, PlantedFilter.class})
public class PlantedServer {

    /// The health that the part reports next.
    @Bean
    public PlantedPart plantedPart() {
        return new PlantedPart();
    }

    /// A part whose health the test decides.
    public static class PlantedPart implements HealthCheck {

        private volatile Health health = Health.up("fine");

        public void set(Health health) {
            this.health = health;
        }

        @Override
        public String component() {
            return "planted part";
        }

        @Override
        public Health check() {
            return health;
        }
    }
}

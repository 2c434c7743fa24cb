package io.tabletalk.cli.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;

/// Lets `spring.config.import` read `.env` files in the form that [EnvironmentFile] describes: Spring's own reader of
/// properties would keep the quotes as part of the value.
public final class EnvironmentFileLoader implements PropertySourceLoader {

    @Override
    public String[] getFileExtensions() {
        return new String[] {"env"};
    }

    @Override
    public List<PropertySource<?>> load(String name, Resource resource) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(resource.getInputStream(), StandardCharsets.UTF_8))) {
            Map<String, Object> settings = Map.copyOf(EnvironmentFile.parse(
                    resource.getDescription(), reader.lines().toList()));
            return List.of(new MapPropertySource(name, settings));
        }
    }
}

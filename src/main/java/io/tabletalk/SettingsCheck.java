package io.tabletalk;

import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.ConfigurationPropertiesBean;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.stereotype.Component;

/// Stops the start when a `tabletalk.…` setting was given that does not exist: one that was misspelt would otherwise
/// have no effect, and nobody would be told.
@Component
class SettingsCheck implements SmartInitializingSingleton {

    private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("tabletalk");

    /// Shared with everything else on the machine, so that a strange name need not be a mistake.
    private static final List<String> SHARED = List.of(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);

    private final ApplicationContext context;

    SettingsCheck(ApplicationContext context) {
        this.context = context;
    }

    @Override
    public void afterSingletonsInstantiated() {
        KnownSettings known = knownSettings();
        List<String> problems = new ArrayList<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(context.getEnvironment())) {
            problems.addAll(problemsIn(source, known));
        }
        if (!problems.isEmpty()) {
            throw new UnknownSettingException(String.join("\n", problems));
        }
    }

    private KnownSettings knownSettings() {
        KnownSettings known = new KnownSettings();
        for (ConfigurationPropertiesBean bean :
                ConfigurationPropertiesBean.getAll(context).values()) {
            Object settings = bean.getInstance();
            if (settings != null && settings.getClass().isRecord()) {
                known.add(bean.getAnnotation().prefix(), settings.getClass());
            }
        }
        return known;
    }

    private static List<String> problemsIn(ConfigurationPropertySource source, KnownSettings known) {
        if (!(source instanceof IterableConfigurationPropertySource names)
                || !(source.getUnderlyingSource() instanceof PropertySource<?> given)
                || SHARED.contains(given.getName())) {
            return List.of();
        }
        return names.stream()
                .filter(OURS::isAncestorOf)
                .filter(name -> !known.contains(name))
                .map(name -> "There is no setting '" + name + "' (in " + given.getName() + "). Valid there: "
                        + String.join(", ", known.validInsteadOf(name)) + ".")
                .toList();
    }
}

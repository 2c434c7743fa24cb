package io.tabletalk;

import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.ResourceLoaderAware;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/// Stops the start, before anything is built, when a `tabletalk.…` setting was given that does not exist: one that was
/// misspelt would otherwise have no effect, and nobody would be told.
@Component
class SettingsCheck implements BeanFactoryPostProcessor, ResourceLoaderAware {

    private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("tabletalk");

    /// Shared with everything else on the machine, so that a strange name need not be a mistake.
    private static final List<String> SHARED = List.of(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);

    private ResourceLoader resources = new DefaultResourceLoader();

    /// The application's remembers the classes that it has read when it looked for its parts.
    @Override
    public void setResourceLoader(ResourceLoader resources) {
        this.resources = resources;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
        check(beanFactory.getBean(Environment.class), knownSettings());
    }

    /// @throws UnknownSettingException naming every setting given that is not known
    static void check(Environment environment, KnownSettings known) {
        List<String> problems = new ArrayList<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            problems.addAll(problemsIn(source, known));
        }
        if (!problems.isEmpty()) {
            throw new UnknownSettingException(String.join("\n", problems));
        }
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

    /// Looks for the records themselves rather than for their beans: a part that is switched off keeps its settings.
    private KnownSettings knownSettings() {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.setResourceLoader(resources);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        KnownSettings known = new KnownSettings();
        for (BeanDefinition found : scanner.findCandidateComponents(TabletalkApplication.class.getPackageName())) {
            Class<?> type = ClassUtils.resolveClassName(
                    String.valueOf(found.getBeanClassName()), TabletalkApplication.class.getClassLoader());
            known.add(type.getAnnotation(ConfigurationProperties.class).value(), type);
        }
        return known;
    }
}

package io.tabletalk.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.EnumSet;
import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/// What every request passes before it reaches a controller, in this order.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebSettings.class)
class WebConfiguration {

    private static final int FIRST = Ordered.HIGHEST_PRECEDENCE + 10;

    @Bean
    FilterRegistrationBean<SecurityHeadersFilter> securityHeaders(Page page) {
        return everyRequest(new SecurityHeadersFilter(page), FIRST);
    }

    @Bean
    FilterRegistrationBean<HostFilter> hostCheck(WebSettings settings, ErrorWriter errors) {
        return everyRequest(new HostFilter(new AllowedHosts(settings.allowedHosts()), errors), FIRST + 1);
    }

    /// Refuses every cross-origin request that is not allowed, not only its answer: a foreign page cannot make this
    /// server do something either.
    @Bean
    FilterRegistrationBean<CorsFilter> crossOrigin(WebSettings settings, ErrorWriter errors) {
        CorsConfiguration configuration = new CorsConfiguration();
        configuration.setAllowedOrigins(settings.cors().allowedOrigins());
        configuration.setAllowedMethods(List.of("GET", "POST", "PUT", "PATCH", "DELETE"));
        configuration.setAllowedHeaders(List.of(CorsConfiguration.ALL));
        UrlBasedCorsConfigurationSource everywhere = new UrlBasedCorsConfigurationSource();
        everywhere.registerCorsConfiguration("/**", configuration);
        CorsFilter filter = new CorsFilter(everywhere);
        filter.setCorsProcessor(new JsonCorsProcessor(errors));
        return everyRequest(filter, FIRST + 2);
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimit(WebSettings settings, ErrorWriter errors) {
        return everyRequest(new BodyLimitFilter(settings.maxBodySize().toBytes(), errors), FIRST + 3);
    }

    private static <F extends Filter> FilterRegistrationBean<F> everyRequest(F filter, int order) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
        return registration;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> containerErrors(ErrorWriter errors) {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(null);
                host.getPipeline().addValve(new ContainerErrorValve(errors));
            }
        });
    }
}

package io.tabletalk.chat.model;

import java.net.http.HttpClient;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ModelSettings.class)
class ModelConfiguration {

    // Follows no redirect: an allowed endpoint must not lead to one that is not.
    @Bean(destroyMethod = "close")
    HttpClient modelHttpClient(ModelSettings settings) {
        return HttpClient.newBuilder()
                .connectTimeout(settings.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Bean
    RetryPause retryPause() {
        return RetryPause.sleeping();
    }
}

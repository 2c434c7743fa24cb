package io.tabletalk.chat;

import io.tabletalk.source.Freshness;
import io.tabletalk.source.LiveState;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ChatSettings.class)
class ChatConfiguration {

    @Bean
    Recency recency(Freshness freshness) {
        return source -> freshness.state(source).map(LiveState::appliedUpTo).orElse(null);
    }
}

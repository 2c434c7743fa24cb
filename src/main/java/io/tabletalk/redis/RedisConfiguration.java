package io.tabletalk.redis;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.tabletalk.health.HealthCheck;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/// Connects to Redis when one is configured. Otherwise nothing of it is loaded.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RedisSettings.class)
class RedisConfiguration {

    @Bean(destroyMethod = "close")
    @Conditional(OnRedis.class)
    RedisServer redisServer(RedisSettings settings) {
        return RedisServer.connect(settings, InstantSource.system());
    }

    @Bean
    @Conditional(OnRedis.class)
    HealthCheck redisHealth(RedisServer redis) {
        return new RedisHealth(redis);
    }

    @Bean
    @Conditional(OnRedis.class)
    MeterBinder redisMetrics(RedisServer redis) {
        return new RedisMetrics(redis, InstantSource.system());
    }
}

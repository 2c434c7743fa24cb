package io.tabletalk.cli.server;

import io.tabletalk.TabletalkApplication;
import io.tabletalk.state.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.Environment;

/// The server, or a worker, running inside this process. The server alone writes its data directory until it is closed.
public final class Server implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final @Nullable DataDirectoryLock lock;
    private final CountDownLatch ended = new CountDownLatch(1);

    private Server(ConfigurableApplicationContext context, @Nullable DataDirectoryLock lock) {
        this.context = context;
        this.lock = lock;
        context.addApplicationListener((ApplicationListener<ContextClosedEvent>) event -> ended.countDown());
    }

    /// Starts the server and returns once it accepts requests.
    ///
    /// @param lock     on the data directory; the server keeps it and frees it when it is closed or cannot start
    /// @param settings names as in `application.yml` to values; they overrule the environment and what is set here
    /// @throws StartFailure saying what to do
    public static Server start(Path dataDirectory, DataDirectoryLock lock, Map<String, String> settings) {
        return start(dataDirectory, logFile(dataDirectory), lock, settings);
    }

    /// Starts a worker: only what its roles need is ever made.
    ///
    /// @param settings as for the server
    /// @throws StartFailure saying what to do
    public static Server startWorker(Path dataDirectory, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("tabletalk.worker", "true");
        all.put("spring.main.lazy-initialization", "true");
        String log = "worker-" + ProcessHandle.current().pid() + ".log";
        return start(dataDirectory, new DataDirectory(dataDirectory).logs().resolve(log), null, all);
    }

    private static Server start(
            Path dataDirectory, Path log, @Nullable DataDirectoryLock lock, Map<String, String> settings) {
        Preparation preparation = new Preparation();
        SpringApplication application = new SpringApplication(TabletalkApplication.class);
        application.setMainApplicationClass(TabletalkApplication.class);
        application.addListeners(preparation);
        try {
            return new Server(application.run(arguments(dataDirectory, log, settings)), lock);
        } catch (RuntimeException | Error e) {
            close(lock);
            throw e instanceof StartFailure known ? known : StartProblem.describe(e, preparation.environment, log);
        }
    }

    public static Path logFile(Path dataDirectory) {
        return new DataDirectory(dataDirectory).logs().resolve("tabletalk.log");
    }

    /// Where it listens, as a client on this machine reaches it.
    public String url() {
        String address = context.getEnvironment().getProperty("server.address", "127.0.0.1");
        String host =
                PortCheck.isAnyAddress(address) ? "127.0.0.1" : address.contains(":") ? "[" + address + "]" : address;
        return "http://" + host + ":" + port();
    }

    private int port() {
        var webServer = ((WebServerApplicationContext) context).getWebServer();
        if (webServer == null) {
            throw new IllegalStateException("The application runs without a web server.");
        }
        return webServer.getPort();
    }

    /// Waits until the server has been told to stop.
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    @Override
    public void close() {
        context.close();
        close(lock);
    }

    private static void close(@Nullable DataDirectoryLock lock) {
        if (lock == null) {
            return;
        }
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] arguments(Path dataDirectory, Path log, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("tabletalk.data-dir", dataDirectory.toString());
        all.put("logging.config", "classpath:tabletalk-logback.xml");
        all.put("logging.file.name", log.toString());
        all.put("logging.threshold.console", "WARN");
        all.putAll(settings);
        return all.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
    }

    /// Sees the settings before anything is built from them: refuses a port in use at once, rather than after seconds.
    private static final class Preparation implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

        private @Nullable Environment environment;

        @Override
        public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
            environment = event.getEnvironment();
            ClusterSettingsCheck.check(environment);
            PortCheck.requireFree(environment);
        }
    }
}

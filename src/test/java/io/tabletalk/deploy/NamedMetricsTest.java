package io.tabletalk.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamedMetricsTest {

    @Test
    void aMetricIsFoundAmongFunctionsLabelsAndTimes() {
        assertThat(NamedMetrics.in(
                        "histogram_quantile(0.95, sum by (le) (rate(a_seconds_bucket{x=\"y z\"}[5m]))) > 0.5"))
                .containsExactly("a_seconds_bucket");
        assertThat(NamedMetrics.in("max by (job) (a) > max by (job) (b offset 15m)"))
                .containsExactly("a", "b");
    }

    @Test
    void theFilesNameMetricsOfEachKind() {
        assertThat(NamedMetrics.all())
                .contains(
                        "tabletalk_stage_backlog",
                        "tabletalk_queue_waiting",
                        "tabletalk_index_copy_ready",
                        "jvm_memory_used_bytes")
                .hasSizeGreaterThan(20);
    }
}

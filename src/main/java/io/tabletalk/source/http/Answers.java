package io.tabletalk.source.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Answers of one source that the server can say have not changed. They are kept in memory only, so that nothing of a
/// deleted source stays on disk. Safe for use by several threads.
///
/// @param cache  shared by all sources
/// @param prefix tells this source, with its settings, from others
/// @param used   whether former answers are looked at, and not only replaced
record Answers(Cache<String, Answer> cache, String prefix, boolean used) {

    /// A tree takes several times the memory of its text.
    private static final int TREE = 4;

    static Cache<String, Answer> cache(long bytes) {
        return Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((String key, Answer answer) -> (int) Math.min(Integer.MAX_VALUE, (long) TREE * answer.size()))
                .expireAfterAccess(Duration.ofDays(1))
                .build();
    }

    /// The same, without a look at former answers.
    Answers anew() {
        return new Answers(cache, prefix, false);
    }

    Optional<Answer> find(URI uri) {
        return used ? Optional.ofNullable(cache.getIfPresent(prefix + uri)) : Optional.empty();
    }

    void keep(URI uri, Answer answer) {
        if (answer.canBeAskedForAgain()) {
            cache.put(prefix + uri, answer);
        }
    }
}

package io.tabletalk.source;

import io.tabletalk.knowledge.SourceId;
import org.jspecify.annotations.Nullable;

/// Something that another module knows about a source, shown with it in `/api/sources`. A Spring bean of this type.
public interface SourceDetail {

    /// Its name in the answer, in snake_case, different from all others.
    String name();

    /// Its value, as it is to be written in JSON; null when there is none. Quick: asked for each source of a list.
    @Nullable
    Object of(SourceId source);
}

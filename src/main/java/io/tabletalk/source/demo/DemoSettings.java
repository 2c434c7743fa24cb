package io.tabletalk.source.demo;

import com.fasterxml.jackson.annotation.JsonAlias;
import org.jspecify.annotations.Nullable;

/// @param table the one part to read: `bicycles`, `members`, `repairs` or `documents`; all of them when missing
record DemoSettings(
        @JsonAlias("table_or_collection") @Nullable String table) {}

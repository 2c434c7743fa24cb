package io.tabletalk.ingest;

import java.util.List;

/// The stages of one role, each after those that it publishes to.
record RoleStages(List<StageOfRole<?>> stages) {}

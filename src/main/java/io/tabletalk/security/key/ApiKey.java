package io.tabletalk.security.key;

import java.time.Instant;

/// A key that was made, without what makes it one.
///
/// @param id   says which key it is; no secret
/// @param name whose it is, or what for
record ApiKey(String id, String name, Instant createdAt) {}

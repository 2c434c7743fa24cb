/// The page, driven in a real browser on the real server.
@org.jspecify.annotations.NullMarked
package io.tabletalk.page;

/// What tests share: real services, started once for all of them.
@org.jspecify.annotations.NullMarked
package io.tabletalk.testing;

/// API keys: without one, and where keys are asked for, nothing but the page's files and the sign of life is given.
@org.jspecify.annotations.NullMarked
package io.tabletalk.security.key;

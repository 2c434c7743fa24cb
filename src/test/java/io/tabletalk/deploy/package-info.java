/// Whether what lies in `deploy/` fits the software.
@org.jspecify.annotations.NullMarked
package io.tabletalk.deploy;

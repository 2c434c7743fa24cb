/// A cluster of real processes on this machine: for tests, for the fault run, and to try things out.
@org.jspecify.annotations.NullMarked
package io.tabletalk.cluster;

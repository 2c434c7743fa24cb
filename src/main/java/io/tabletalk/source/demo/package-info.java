/// The sample data: an invented bicycle cooperative with its fleet, its members, its repairs and its papers, so that
/// there is something to ask before any own data is connected.
///
/// Start reading at [io.tabletalk.source.demo.DemoPart], which names the parts.
@org.jspecify.annotations.NullMarked
package io.tabletalk.source.demo;

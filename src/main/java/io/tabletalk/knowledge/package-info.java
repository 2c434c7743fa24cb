/// What Tabletalk knows: documents, their passages, the changes to them, and how current each is.
///
/// Plain immutable values that every other module speaks. Depends on nothing.
@org.springframework.modulith.ApplicationModule(
        displayName = "Knowledge",
        allowedDependencies = {})
@org.jspecify.annotations.NullMarked
package io.tabletalk.knowledge;

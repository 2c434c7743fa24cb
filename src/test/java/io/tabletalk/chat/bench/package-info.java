/// Measures the chat of a real server, with a model beside it and without one. `./tabletalk bench chat` runs it.
@org.jspecify.annotations.NullMarked
package io.tabletalk.chat.bench;

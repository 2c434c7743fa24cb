/// What was said before: every user's messages and answers, kept in the state database.
@org.jspecify.annotations.NullMarked
package io.tabletalk.chat.history;

/// From passages to an answer: what a model is asked, what is quoted when there is none, and whether citations hold.
@org.jspecify.annotations.NullMarked
package io.tabletalk.chat.answer;

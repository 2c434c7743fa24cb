/// Language models: the providers Tabletalk can talk to, which one is in use, and how it is changed while running.
///
/// [io.tabletalk.chat.model.AnswerModel] is the contract; LangChain4j speaks the providers' wire formats behind it, and
/// is used nowhere else.
@org.jspecify.annotations.NullMarked
package io.tabletalk.chat.model;

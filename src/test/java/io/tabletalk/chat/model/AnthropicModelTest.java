package io.tabletalk.chat.model;

class AnthropicModelTest extends AnswerModelContract {

    @Override
    Provider provider() {
        return Provider.ANTHROPIC;
    }

    @Override
    WireFormat format() {
        return WireFormat.ANTHROPIC;
    }
}

package io.tabletalk.chat.model;

class OpenAiModelTest extends AnswerModelContract {

    @Override
    Provider provider() {
        return Provider.OPENAI;
    }

    @Override
    WireFormat format() {
        return WireFormat.OPENAI;
    }
}

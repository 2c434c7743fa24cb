package io.tabletalk.chat.model;

class OpenAiCompatibleModelTest extends AnswerModelContract {

    @Override
    Provider provider() {
        return Provider.OPENAI_COMPATIBLE;
    }

    @Override
    WireFormat format() {
        return WireFormat.OPENAI;
    }
}

package io.tabletalk.chat.model;

class CustomModelTest extends AnswerModelContract {

    @Override
    Provider provider() {
        return Provider.CUSTOM;
    }

    @Override
    WireFormat format() {
        return WireFormat.OPENAI;
    }
}

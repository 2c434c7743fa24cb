package io.tabletalk.chat.model;

class OllamaModelTest extends AnswerModelContract {

    @Override
    Provider provider() {
        return Provider.OLLAMA;
    }

    @Override
    WireFormat format() {
        return WireFormat.OLLAMA;
    }
}

package io.tabletalk.chat.model;

class GeminiModelTest extends AnswerModelContract {

    @Override
    Provider provider() {
        return Provider.GEMINI;
    }

    @Override
    WireFormat format() {
        return WireFormat.GEMINI;
    }
}

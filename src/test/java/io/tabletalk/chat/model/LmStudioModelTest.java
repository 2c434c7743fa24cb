package io.tabletalk.chat.model;

class LmStudioModelTest extends AnswerModelContract {

    @Override
    Provider provider() {
        return Provider.LMSTUDIO;
    }

    @Override
    WireFormat format() {
        return WireFormat.OPENAI;
    }
}

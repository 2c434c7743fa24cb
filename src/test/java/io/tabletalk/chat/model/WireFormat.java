package io.tabletalk.chat.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// How a provider's server streams an answer and reports an error, as its public documentation shows it. Each element
/// of a stream is what the server writes in one go.
public enum WireFormat {
    GEMINI("/v1beta/models/test-model:streamGenerateContent", "text/event-stream") {
        @Override
        public List<String> answer(List<String> pieces) {
            return IntStream.range(0, pieces.size())
                    .mapToObj(i -> event("""
                            {"candidates":[{"content":{"parts":[{"text":%s}],"role":"model"}%s,"index":0}],\
                            "usageMetadata":{"promptTokenCount":31,"candidatesTokenCount":%d,"totalTokenCount":%d},\
                            "modelVersion":"test-model","responseId":"r1"}""".formatted(
                                    json(pieces.get(i)),
                                    i == pieces.size() - 1 ? ",\"finishReason\":\"STOP\"" : "",
                                    i + 1,
                                    i + 32)))
                    .toList();
        }

        @Override
        public String error(int status, String message) {
            return """
                    {"error":{"code":%d,"message":%s,"status":"FAILED"}}""".formatted(status, json(message));
        }

        @Override
        public String conversationPath() {
            return "$.contents[*].parts[0].text";
        }
    },
    OPENAI("/v1/chat/completions", "text/event-stream") {
        @Override
        public List<String> answer(List<String> pieces) {
            List<String> stream = new ArrayList<>();
            stream.add(chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null"));
            pieces.forEach(piece -> stream.add(chunk("{\"content\":" + json(piece) + "}", "null")));
            stream.add(chunk("{}", "\"stop\""));
            stream.add("data: [DONE]\n\n");
            return stream;
        }

        private String chunk(String delta, String finish) {
            return event("""
                    {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1760000000,"model":"test-model",\
                    "choices":[{"index":0,"delta":%s,"logprobs":null,"finish_reason":%s}]}""".formatted(delta, finish));
        }

        @Override
        public String error(int status, String message) {
            return """
                    {"error":{"message":%s,"type":"server_error","param":null,"code":null}}""".formatted(json(message));
        }

        @Override
        public String conversationPath() {
            return "$.messages[1:].content";
        }
    },
    ANTHROPIC("/v1/messages", "text/event-stream") {
        @Override
        public List<String> answer(List<String> pieces) {
            List<String> stream = new ArrayList<>();
            stream.add(named("message_start", """
                    {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","content":[],\
                    "model":"test-model","stop_reason":null,"stop_sequence":null,\
                    "usage":{"input_tokens":25,"output_tokens":1}}}"""));
            stream.add(named("content_block_start", """
                    {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"""));
            stream.add(named("ping", "{\"type\":\"ping\"}"));
            pieces.forEach(piece -> stream.add(named("content_block_delta", """
                    {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":%s}}""".formatted(json(piece)))));
            stream.add(named("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}"));
            stream.add(named("message_delta", """
                    {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},\
                    "usage":{"output_tokens":15}}"""));
            stream.add(named("message_stop", "{\"type\":\"message_stop\"}"));
            return stream;
        }

        @Override
        public String error(int status, String message) {
            return """
                    {"type":"error","error":{"type":"api_error","message":%s}}""".formatted(json(message));
        }

        @Override
        public String conversationPath() {
            return "$.messages[*].content[0].text";
        }
    },
    OLLAMA("/api/chat", "application/x-ndjson") {
        @Override
        public List<String> answer(List<String> pieces) {
            List<String> stream = new ArrayList<>();
            pieces.forEach(piece -> stream.add("""
                    {"model":"test-model","created_at":"2026-01-22T11:22:42.180546Z",\
                    "message":{"role":"assistant","content":%s},"done":false}
                    """.formatted(json(piece))));
            stream.add("""
                    {"model":"test-model","created_at":"2026-01-22T11:22:42.223184Z",\
                    "message":{"role":"assistant","content":""},"done_reason":"stop","done":true,\
                    "total_duration":181553584,"prompt_eval_count":36,"eval_count":8,"eval_duration":42000000}
                    """);
            return stream;
        }

        @Override
        public String error(int status, String message) {
            return "{\"error\":" + json(message) + "}";
        }

        @Override
        public String conversationPath() {
            return "$.messages[1:].content";
        }
    };

    private final String path;
    private final String contentType;

    WireFormat(String path, String contentType) {
        this.path = path;
        this.contentType = contentType;
    }

    /// The whole stream of a complete answer.
    public abstract List<String> answer(List<String> pieces);

    /// The body of an error response.
    public abstract String error(int status, String message);

    /// JSONPath to the texts of the conversation in a request, without the system message.
    public abstract String conversationPath();

    /// Where requests go on the server of the provider's own form, for the model `test-model`.
    public String path() {
        return path;
    }

    public String contentType() {
        return contentType;
    }

    /// The stream up to and including the first `pieces` pieces of text, with nothing after it.
    public List<String> begun(List<String> pieces) {
        String marker = "never sent";
        List<String> withMarker = new ArrayList<>(pieces);
        withMarker.add(marker);
        return answer(withMarker).stream()
                .takeWhile(written -> !written.contains(marker))
                .toList();
    }

    private static String event(String data) {
        return "data: " + data + "\n\n";
    }

    private static String named(String name, String data) {
        return "event: " + name + "\n" + event(data);
    }

    private static String json(String text) {
        return tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(text);
    }
}

package io.tabletalk.chat.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.tabletalk.testing.LocalApi;
import io.tabletalk.testing.Machine;
import io.tabletalk.testing.bench.BenchServer;
import io.tabletalk.testing.bench.Clients;
import io.tabletalk.testing.bench.Clients.Delays;
import io.tabletalk.testing.bench.Figures;
import io.tabletalk.testing.bench.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/// How long Tabletalk takes to answer over HTTP: what it adds to the time of a model, which is asked directly in turns
/// with it, and what quoting without a model takes. Every answer is checked. The last line printed is JSON.
/// `./tabletalk bench chat` runs it.
final class ChatBench {

    private final ChatBenchOptions options;
    private final BenchQuestions questions;
    private final Asked chat;
    private final Asked model;
    private final LocalApi api;

    private ChatBench(ChatBenchOptions options, BenchServer server, ModelServer model) throws IOException {
        this.options = options;
        this.questions = BenchQuestions.of(options.collection());
        this.api = server.api();
        this.chat = new ChatAnswers(api.port());
        this.model = new ModelAnswers(model.endpoint());
    }

    public static void main(String[] arguments) throws Exception {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        ChatBenchOptions options = ChatBenchOptions.parse(arguments);
        Path folder = Files.createTempDirectory("bench-chat");
        try {
            Map<String, Object> figures = measure(options, folder);
            System.out.println(JsonMapper.shared().writeValueAsString(figures));
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private static Map<String, Object> measure(ChatBenchOptions options, Path folder) throws Exception {
        BenchData data = new BenchData(options.collection());
        try (ModelServer model = ModelServer.start(options.delay());
                BenchServer server = BenchServer.start(folder, arguments(data, model))) {
            ChatBench bench = new ChatBench(options, server, model);
            bench.requireEnoughQuestions();
            say("Reading %s.", data.name());
            long documents = data.load(server.api());
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("data", data.name());
            figures.put("documents", documents);
            figures.put("questions", options.questions());
            figures.put("warm_up_questions", 2 * options.questions());
            figures.put("clients", options.clients());
            figures.put("model", bench.withModel());
            figures.put("quoting", bench.quoting());
            Memory memory = server.memory();
            figures.put("resident_megabytes", memory.residentMegabytes());
            figures.put("resident_file_megabytes", memory.ofFilesMegabytes());
            figures.put("java_options", String.join(" ", BenchServer.javaOptions()));
            figures.put("load_average", Figures.rounded(Machine.load(), 1));
            figures.put("machine", Machine.describe());
            return figures;
        }
    }

    private static List<String> arguments(BenchData data, ModelServer model) {
        String settings = "--tabletalk.chat.model.provider";
        List<String> arguments = new ArrayList<>(data.arguments());
        arguments.add(settings + "=openai-compatible");
        arguments.add(settings + "s.openai-compatible.endpoint=" + model.endpoint());
        arguments.add(settings + "s.openai-compatible.model=" + ModelServer.NAME);
        return arguments;
    }

    private void requireEnoughQuestions() {
        int needed = 2 * ChatBenchOptions.PHASES * options.questions();
        if (questions.count() < needed) {
            throw new IllegalArgumentException(
                    "No question is asked twice: --questions %d needs %,d, and there are %,d."
                            .formatted(options.questions(), needed, questions.count()));
        }
    }

    private Map<String, Object> withModel() throws Exception {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("delay_ms", options.delay().toMillis());
        figures.put("pieces", ModelServer.pieces());

        say("With a model: %,d questions to warm up.", 2 * options.questions());
        List<String> warming = questions.take(2 * options.questions());
        together(chat, warming);
        together(model, warming);

        say("%,d questions one at a time, in turns with the model itself.", options.questions());
        List<Answered> answers = new ArrayList<>();
        List<Answered> direct = new ArrayList<>();
        for (String question : questions.take(options.questions())) {
            direct.add(checked(model.ask(question)));
            answers.add(checked(chat.ask(question)));
        }
        put(figures, "sources_ms", answers, Answered::sources);
        put(figures, "first_token_ms", answers, Answered::firstToken);
        put(figures, "answer_ms", answers, Answered::whole);
        put(figures, "direct_first_token_ms", direct, Answered::firstToken);
        put(figures, "direct_answer_ms", direct, Answered::whole);
        put(figures, "added_to_first_token_ms", added(answers, direct, Answered::firstToken));
        put(figures, "added_to_answer_ms", added(answers, direct, Answered::whole));

        say("%,d questions by %d at a time.", 2 * options.questions(), options.clients());
        List<String> many = questions.take(2 * options.questions());
        double rate = together(chat, many);
        double directRate = together(model, many);
        put(figures, "answers_per_second", rate, 1);
        put(figures, "direct_answers_per_second", directRate, 1);
        put(figures, "ratio", rate / directRate, 3);
        return figures;
    }

    private Map<String, Object> quoting() throws Exception {
        api.ask("POST", "/api/llm/switch", Map.of("provider", "extractive"), 200);
        say("Without a model: %,d questions to warm up, then %,d.", 2 * options.questions(), options.questions());
        together(chat, questions.take(2 * options.questions()));
        Map<String, Object> figures = new LinkedHashMap<>();
        List<Answered> answers =
                questions.take(options.questions()).stream().map(chat::ask).toList();
        put(figures, "sources_ms", answers, Answered::sources);
        put(figures, "answer_ms", answers, Answered::whole);
        put(figures, "refused", answers.stream().filter(Answered::refused).count() / (double) answers.size(), 3);
        put(figures, "answers_per_second", together(chat, questions.take(2 * options.questions())), 1);
        return figures;
    }

    private double together(Asked asked, List<String> all) throws Exception {
        return Clients.each(options.clients(), all.size(), number -> asked.ask(all.get(number)));
    }

    private static Answered checked(Answered answered) {
        if (!answered.text().equals(ModelServer.ANSWER)) {
            throw new IllegalStateException("The model has said something else: " + answered.text());
        }
        return answered;
    }

    private static Delays added(List<Answered> answers, List<Answered> direct, ToLongFunction<Answered> time) {
        return Delays.of(IntStream.range(0, answers.size())
                .mapToLong(i -> time.applyAsLong(answers.get(i)) - time.applyAsLong(direct.get(i))));
    }

    private static void put(
            Map<String, Object> figures, String name, List<Answered> answers, ToLongFunction<Answered> time) {
        put(figures, name, Delays.of(answers.stream().mapToLong(time)));
    }

    private static void put(Map<String, Object> figures, String name, Delays delays) {
        Map<String, Object> percentiles = new LinkedHashMap<>();
        for (int percentile : List.of(50, 95, 99)) {
            percentiles.put("p" + percentile, Figures.rounded(delays.milliseconds(percentile), 1));
        }
        figures.put(name, percentiles);
        say("  %-26s %s", name, percentiles);
    }

    private static void put(Map<String, Object> figures, String name, double value, int digits) {
        figures.put(name, Figures.rounded(value, digits));
        say("  %-26s %s", name, figures.get(name));
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}

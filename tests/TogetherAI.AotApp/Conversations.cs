using Microsoft.Extensions.AI;

namespace TogetherAI.AotApp;

/// <summary>What is built on the clients: answers of a type, functions that a model calls, and Microsoft.Extensions.AI's own interfaces.</summary>
internal static class Conversations
{
    private const string Usage = "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3}";

    public static async Task CallAsync(TogetherClientOptions options, Checks checks)
    {
        ChatRequest question = new() { Model = "m", Messages = [TogetherAI.ChatMessage.User("The capital of France?")] };

        using (TogetherClient client = new(options, new SequenceHandler(Answer("""{\"City\":\"Paris\",\"Founded\":-250}"""))))
            checks.Equal("structured output", new Capital("Paris", -250), (await client.Chat.CreateAsync(question, AppJson.Default.Capital)).Value);

        const string Call = """{"id":"a","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","tool_calls":[{"index":0,"id":"c","type":"function","function":{"name":"look_up","arguments":"{\"country\":\"France\"}"}}]}}],"usage":{"prompt_tokens":4,"completion_tokens":5,"total_tokens":9}}""";
        using (TogetherClient client = new(options, new SequenceHandler(Call, Answer("Paris"))))
        {
            string asked = "";
            AIFunction lookUp = AIFunctionFactory.Create(
                (string country) => asked = country,
                new AIFunctionFactoryOptions { Name = "look_up", SerializerOptions = AppJson.Default.Options });
            TogetherAI.ChatResponse answer = await client.Chat.RunToolsAsync(question, [lookUp]);
            checks.Equal("tools", ("France", "Paris", 12), (asked, answer.Text, answer.Usage?.TotalTokens ?? 0));
        }

        using (TogetherClient client = new(options, new SequenceHandler(Answer("Paris"))))
        {
            using IChatClient chat = client.AsChatClient("m");
            Microsoft.Extensions.AI.ChatResponse answer = await chat.GetResponseAsync("The capital of France?");
            checks.Equal("IChatClient", ("Paris", 3L), (answer.Text, answer.Usage?.TotalTokenCount ?? 0));
        }

        using (TogetherClient client = new(options, new SequenceHandler("""{"object":"list","model":"m","data":[{"object":"embedding","index":0,"embedding":[0.5,-1]}]}""")))
        {
            using IEmbeddingGenerator<string, Embedding<float>> generator = client.AsEmbeddingGenerator("m");
            checks.Equal("IEmbeddingGenerator", -1f, (await generator.GenerateAsync(["hi"]))[0].Vector.Span[1]);
        }
    }

    private static string Answer(string text) =>
        $$$"""{"id":"a","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"{{{text}}}"}}],{{{Usage}}}}""";
}

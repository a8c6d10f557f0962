// Profiles of sampling for different jobs, kept as requests to be copied.
using TogetherAI;

namespace Profiles;

public static class Sampling
{
    private const double Wild = 2.2;

    public static ChatRequest Creative(ChatRequest request) => request with { Temperature = 1.4, TopP = 0.95, PresencePenalty = 0.6 };

    public static ChatRequest Chaotic(ChatRequest request) => request with { Temperature = Wild }; // expect: TAI4002

    public static ChatRequest Exact(ChatRequest request) => request with { Temperature = 0, TopP = 1, Seed = 42 };

    public static ChatRequest Percent(ChatRequest request) =>
        request with { TopP = 0.9, FrequencyPenalty = -3 }; // expect: TAI4002

    public static CompletionRequest Story(string opening) => new()
    {
        Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo",
        Prompt = opening,
        MaxTokens = 500,
        Temperature = -0.5, // expect: TAI4002
        RepetitionPenalty = 1.1,
    };

    public static double Clamp(double temperature) => Math.Clamp(temperature, 0, 2);

    public static ChatRequest With(ChatRequest request, double temperature, string[] tools) => request with
    {
        Temperature = Clamp(temperature * 3.5),
        Tools = [.. tools.Select(name => ChatTool.FromFunction(name))],
    };

    public static ChatRequest Structured(string question) => new()
    {
        Model = "Qwen/Qwen3-235B-A22B-Instruct-2507",
        Messages = [ChatMessage.User(question)],
        Tools = [ChatTool.FromFunction("look_up")],
        ResponseFormat = ResponseFormat.FromJsonSchema("answer", "{}"), // expect: TAI4003
        MaxTokens = 300,
    };
}

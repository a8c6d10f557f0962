// Reasoning models, where the thinking counts too.
using System.Text.Json.Nodes;
using TogetherAI;

public class Solver
{
    private readonly ChatClient chat;

    public Solver(TogetherClient together) => chat = together.Chat;

    public async Task<string> SolveAsync(string problem)
    {
        ChatResponse response = await chat.CreateAsync(new ChatRequest // expect: TAI1001
        {
            Model = "openai/gpt-oss-120b",
            Messages = [ChatMessage.User(problem)],
            ReasoningEffort = ReasoningEffort.High,
            Temperature = 1.0,
            TopP = 0.95,
        });
        return response.Text;
    }

    public async Task<string> SolveWithinAsync(string problem, int thinking)
    {
        ChatResponse response = await chat.CreateAsync(new ChatRequest
        {
            Model = "openai/gpt-oss-120b",
            Messages = [ChatMessage.User(problem)],
            ReasoningEffort = ReasoningEffort.High,
            MaxTokens = thinking + 2_000,
        });
        if (response.FinishReason == FinishReason.Length)
            Console.Error.WriteLine($"Cut off after {response.Usage?.ReasoningTokens} tokens of thought.");
        return response.Text;
    }

    // The newer name of the limit, by way of the extra body.
    public async Task<string> SolveRawAsync(string problem)
    {
        ChatResponse response = await chat.CreateAsync(new ChatRequest
        {
            Model = "openai/gpt-oss-120b",
            Messages = [ChatMessage.User(problem)],
            ExtraBody = new JsonObject { ["max_completion_tokens"] = 30_000 },
        });
        return response.Text;
    }
}

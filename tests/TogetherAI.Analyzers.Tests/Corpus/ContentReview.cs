// sdk: Microsoft.NET.Sdk.Web
// Moderation of comments, with the limits and the logs in order, and one JSON answer read from a helper.
using System.Text.Json;
using System.Text.Json.Nodes;
using TogetherAI;

namespace Moderation;

public sealed record Verdict(bool Allowed, string Reason);

public sealed class ContentReview
{
    private readonly ChatClient _chat;
    private readonly ILogger _logger;

    public ContentReview(TogetherClient together, ILogger<ContentReview> logger) => (_chat, _logger) = (together.Chat, logger);

    public async Task<Verdict> ReviewAsync(string comment, CancellationToken cancellationToken)
    {
        ChatResponse response = await _chat.CreateAsync(Build(comment), cancellationToken);
        EnsureWhole(response);
        Verdict? verdict = JsonSerializer.Deserialize<Verdict>(response.Choices[0].Message!.Content!.Text);
        _logger.LogInformation("Reviewed {Length} characters: {Allowed}", comment.Length, verdict?.Allowed);
        return verdict ?? new Verdict(false, "unreadable");
    }

    public async Task<bool> IsSpamAsync(string comment, CancellationToken cancellationToken)
    {
        ChatResponse response = await _chat.CreateAsync(Build(comment) with { MaxTokens = 200, Temperature = 0 }, cancellationToken);
        if (response.Choices[0].FinishReason is not { } reason || reason == FinishReason.Length)
            return false;
        JsonNode? node = JsonNode.Parse(response.Text);
        return node?["spam"]?.GetValue<bool>() ?? false;
    }

    private static void EnsureWhole(ChatResponse response)
    {
        if (response.FinishReason == FinishReason.Length)
            throw new InvalidOperationException("The verdict was cut off.");
    }

    private static ChatRequest Build(string comment) => new()
    {
        Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo",
        Messages = [ChatMessage.System("Judge the comment. Answer in JSON with allowed and reason."), ChatMessage.User(comment)],
        ResponseFormat = ResponseFormat.JsonObject,
        MaxTokens = 120,
    };
}

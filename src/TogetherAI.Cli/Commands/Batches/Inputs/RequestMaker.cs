using System.Text.Json;
using System.Text.Json.Nodes;

namespace TogetherAI.Cli.Commands.Batches.Inputs;

/// <summary>Makes requests of what an input holds: a text, a conversation, or a request that is one already.</summary>
internal sealed class RequestMaker(string? model, string prompt, int maxTokens)
{
    /// <summary>What stands for the text in a prompt.</summary>
    public const string Placeholder = "{text}";

    // The library's records carry their own converters; only the naming is the wire's.
    private static readonly JsonSerializerOptions s_wire = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public ChatRequest OfText(string text, string where) =>
        Make(Model(null, where), [ChatMessage.User(prompt.Replace(Placeholder, text, StringComparison.Ordinal))]);

    public ChatRequest OfMessages(JsonNode messages, string where) => Make(Model(null, where), Some(Read<IReadOnlyList<ChatMessage>>(messages, "messages", where), where));

    /// <summary>Takes a chat request as it is; the model and the limit are filled in where it has none.</summary>
    public ChatRequest OfBody(JsonObject body, string where)
    {
        string? own = Take<string>(body, "model", where);
        IReadOnlyList<ChatMessage> messages = Take<IReadOnlyList<ChatMessage>>(body, "messages", where) ?? [];
        int? limit = Take<int?>(body, "max_tokens", where);
        if (Take<bool?>(body, "stream", where) == true)
            throw new ArgumentException($"{where}: 'stream' is set, and a batch has none. Leave it out.");
        ChatRequest request = Make(Model(own, where), Some(messages, where)) with { ExtraBody = body };
        return body.ContainsKey("max_completion_tokens") ? request with { MaxTokens = null } : request with { MaxTokens = limit ?? maxTokens };
    }

    private ChatRequest Make(string name, IReadOnlyList<ChatMessage> messages) => new() { Model = name, Messages = messages, MaxTokens = maxTokens };

    private string Model(string? own, string where) => own ?? model ?? throw new ArgumentException($"{where} names no model. --model names one for all.");

    private static IReadOnlyList<ChatMessage> Some(IReadOnlyList<ChatMessage>? messages, string where) =>
        messages is { Count: > 0 } ? messages : throw new ArgumentException($"{where} has no messages; there has to be one at least.");

    private static T? Take<T>(JsonObject body, string name, string where) => body.Remove(name, out JsonNode? value) && value is not null ? Read<T>(value, name, where) : default;

    private static T? Read<T>(JsonNode value, string name, string where)
    {
        try
        {
            return value.Deserialize<T>(s_wire);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or NotSupportedException)
        {
            throw new ArgumentException($"{where}: '{name}' is not what it should be in a chat request: {exception.Message}", exception);
        }
    }
}

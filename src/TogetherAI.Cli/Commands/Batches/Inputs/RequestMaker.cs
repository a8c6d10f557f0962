using System.Text.Json;
using System.Text.Json.Nodes;

namespace TogetherAI.Cli.Commands.Batches.Inputs;

/// <summary>Makes requests of what an input holds: a text, a conversation, or a request that is one already.</summary>
internal sealed class RequestMaker(RunArguments arguments)
{
    /// <summary>What stands for the text in a prompt.</summary>
    public const string Placeholder = "{text}";

    // The library's records carry their own converters; only the naming is the wire's.
    private static readonly JsonSerializerOptions s_wire = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public ChatRequest Chat(BatchRow row)
    {
        if (row.Fields["body"] is JsonObject body)
        {
            row.Fields.Remove("body");
            return OfBody(body, row.Place);
        }

        return row.Fields["messages"] is JsonArray messages
            ? Make(Model(null, row.Place), Some(Read<IReadOnlyList<ChatMessage>>(messages, "messages", row.Place), row.Place))
            : Make(Model(null, row.Place), [ChatMessage.User(Prompt(row, "neither a body nor messages nor a string"))]);
    }

    public EmbeddingRequest Embedding(BatchRow row) => new() { Model = Model(null, row.Place), Input = Prompt(row, "no string") };

    public TranscriptionRequest Transcription(BatchRow row) => Uri.TryCreate(Text(row, "no string"), UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"
        ? new TranscriptionRequest { File = AudioInput.FromUrl(address), Model = arguments.Model }
        : throw new ArgumentException($"{row.Place}: the field '{arguments.Text}' is no http or https address, from which the service can fetch the recording.");

    /// <summary>Takes a chat request as it is; the model and the limit are filled in where it has none.</summary>
    private ChatRequest OfBody(JsonObject body, string where)
    {
        string? own = Take<string>(body, "model", where);
        IReadOnlyList<ChatMessage> messages = Take<IReadOnlyList<ChatMessage>>(body, "messages", where) ?? [];
        int? limit = Take<int?>(body, "max_tokens", where);
        if (Take<bool?>(body, "stream", where) == true)
            throw new ArgumentException($"{where}: 'stream' is set, and a batch has none. Leave it out.");
        ChatRequest request = Make(Model(own, where), Some(messages, where)) with { ExtraBody = body };
        return body.ContainsKey("max_completion_tokens") ? request with { MaxTokens = null } : request with { MaxTokens = limit ?? arguments.MaxTokens };
    }

    private string Prompt(BatchRow row, string lacks) => arguments.Prompt.Replace(Placeholder, Text(row, lacks), StringComparison.Ordinal);

    private string Text(BatchRow row, string lacks) => row.FindText(arguments.Text)
        ?? throw new ArgumentException($"{row.Place} has {lacks} in the field '{arguments.Text}'. --text names the field with the text; it has {Names(row.Fields)}.");

    private static string Names(JsonObject fields) => fields.Count == 0 ? "no field" : string.Join(", ", fields.Select(static field => field.Key));

    private ChatRequest Make(string name, IReadOnlyList<ChatMessage> messages) => new() { Model = name, Messages = messages, MaxTokens = arguments.MaxTokens };

    private string Model(string? own, string where) => own ?? arguments.Model ?? throw new ArgumentException($"{where} names no model. --model names one for all.");

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

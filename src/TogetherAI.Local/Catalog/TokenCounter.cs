using System.Text.Json;
using TogetherAI.Local.Chat;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Catalog;

/// <summary>Counts the tokens of conversations, and of texts, as a model reads them: its template, its tokenizer. Thread-safe.</summary>
internal sealed class TokenCounter(EngineModel model, TimeProvider time)
{
    public int Count(ChatRequest request)
    {
        // As it goes over the wire, so that it is read as any request is.
        using MemoryStream line = new();
        BatchFileWriter writer = new(line, leaveOpen: true);
        if (!writer.WriteAsync("0", request).IsCompletedSuccessfully)
            throw new InvalidOperationException("A stream in memory took its time.");
        using JsonDocument document = JsonDocument.Parse(line.ToArray());
        LoggedRequest read = new("", "POST", "/v1/chat/completions", new Dictionary<string, string>(), document.RootElement.GetProperty("body").GetRawText(), time.GetUtcNow());
        try
        {
            return model.CountTokens(new ChatCall(new FieldReader(read)), time);
        }
        catch (ApiException exception)
        {
            throw new ArgumentException($"The conversation is none that {model.Name} can read: {exception.Message}", nameof(request), exception);
        }
    }

    public int Count(EmbeddingRequest request)
    {
        try
        {
            return request.Input.Sum(text => model.Embedder.Tokens(text, "input").Length);
        }
        catch (ApiException exception)
        {
            throw new ArgumentException($"A text is none that {model.Name} can read: {exception.Message}", nameof(request), exception);
        }
    }
}

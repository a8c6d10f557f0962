using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace TogetherAI;

/// <summary>
/// Estimates how many tokens a request has, before the service counts them. It starts from four bytes of UTF-8 a token and learns the
/// model's own ratio from what the service counted; the ratio stays within a factor of four of that. Thread-safe and lock-free.
/// </summary>
internal sealed class PromptEstimator
{
    private const double BytesPerToken = 4;

    /// <summary>What the marks around a message take.</summary>
    private const int TokensPerMessage = 4;

    /// <summary>What an image, a recording or a video is taken for: its true size depends on the model and is not in the request.</summary>
    private const int TokensPerMedium = 1024;

    private const double MostCorrection = 4;
    private const double Weight = 0.1;
    private const double FirstOutput = 256;

    private double _correction = 1;
    private double _output = FirstOutput;

    /// <summary>The tokens of the request's prompt.</summary>
    public int Estimate(ChatRequest request)
    {
        double text = TextTokens(request, out int media);
        return (int)Math.Clamp(Math.Ceiling(text * Volatile.Read(ref _correction)) + ((double)media * TokensPerMedium), 1, int.MaxValue);
    }

    /// <summary>The service has counted the tokens of a request's prompt. Those with media say nothing of text.</summary>
    public void Learn(ChatRequest request, int promptTokens)
    {
        double text = TextTokens(request, out int media);
        if (media == 0 && text > 0 && promptTokens > 0)
            Follow(ref _correction, Math.Clamp(promptTokens / text, 1 / MostCorrection, MostCorrection));
    }

    /// <summary>The tokens of the answer, not more than the request allows.</summary>
    public int EstimateOutput(int? maxTokens) => Math.Min(maxTokens ?? int.MaxValue, (int)Math.Ceiling(Volatile.Read(ref _output)));

    /// <summary>The service has counted the tokens of an answer.</summary>
    public void LearnOutput(int tokens)
    {
        if (tokens >= 0)
            Follow(ref _output, Math.Max(tokens, 1));
    }

    private static void Follow(ref double value, double sample)
    {
        for (double old = Volatile.Read(ref value); ;)
        {
            double before = Interlocked.CompareExchange(ref value, old + (Weight * (sample - old)), old);
            if (before == old)
                return;
            old = before;
        }
    }

    private static double TextTokens(ChatRequest request, out int media)
    {
        long bytes = 0;
        media = 0;
        for (int i = 0; i < request.Messages.Count; i++)
            bytes += Bytes(request.Messages[i], ref media);
        for (int i = 0; i < request.Tools?.Count; i++)
        {
            if (request.Tools[i].Function is { } function)
                bytes += Bytes(function.Name) + Bytes(function.Description) + Bytes(function.Parameters);
        }

        return (bytes / BytesPerToken) + (request.Messages.Count * TokensPerMessage);
    }

    private static long Bytes(ChatMessage message, ref int media)
    {
        long bytes = Bytes(message.Reasoning) + Bytes(message.ReasoningContent);
        for (int i = 0; i < message.ToolCalls?.Count; i++)
            bytes += Bytes(message.ToolCalls[i].Function?.Name) + Bytes(message.ToolCalls[i].Function?.Arguments);
        if (message.Content is null or { IsText: true })
            return bytes + Bytes(message.Content?.Text);
        IReadOnlyList<ChatContentPart> parts = message.Content.Parts;
        for (int i = 0; i < parts.Count; i++)
        {
            bytes += Bytes(parts[i].Text);
            media += parts[i] is { ImageUrl: null, VideoUrl: null, AudioUrl: null, InputAudio: null } ? 0 : 1;
        }

        return bytes;
    }

    private static int Bytes(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);

    private static int Bytes(JsonElement? json) =>
        json is { ValueKind: not JsonValueKind.Undefined } value ? JsonMarshal.GetRawUtf8Value(value).Length : 0;
}

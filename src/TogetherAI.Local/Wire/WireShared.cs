using System.Collections.ObjectModel;
using System.Text.Json.Serialization;

namespace TogetherAI.Local.Wire;

internal sealed record WireUsage(int PromptTokens, int CompletionTokens)
{
    public int TotalTokens => PromptTokens + CompletionTokens;
}

/// <summary>Together's own shape: parallel arrays, one entry a token.</summary>
internal sealed record WireLogProbs
{
    public List<int> TokenIds { get; } = [];

    public List<string> Tokens { get; } = [];

    public List<float?> TokenLogprobs { get; } = [];

    public List<IReadOnlyDictionary<string, float>> TopLogprobs { get; } = [];

    public void Add(int token, string text, float? logProb, IReadOnlyDictionary<string, float>? top)
    {
        TokenIds.Add(token);
        Tokens.Add(text);
        TokenLogprobs.Add(logProb);
        TopLogprobs.Add(top ?? ReadOnlyDictionary<string, float>.Empty);
    }
}

internal sealed record WirePrompt(string Text)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WireLogProbs? Logprobs { get; init; }
}

/// <summary>In a stream a call comes in pieces: the first has its id and name, the others only more of its arguments.</summary>
internal sealed record WireToolCall(
    int Index, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Id, WireFunctionCall Function)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Type => Id is null ? null : "function";
}

/// <summary><see cref="Arguments"/> is JSON in a string, or a piece of it.</summary>
internal sealed record WireFunctionCall([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name, string Arguments);

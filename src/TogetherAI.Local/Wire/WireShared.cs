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

internal sealed record WireToolCall(int Index, string Id, WireFunctionCall Function)
{
    public string Type => "function";
}

/// <summary><see cref="Arguments"/> is JSON in a string.</summary>
internal sealed record WireFunctionCall(string Name, string Arguments);

namespace TogetherAI;

/// <summary>A token and how likely it was. Immutable.</summary>
public sealed record TokenLogProb : WireModel
{
    /// <summary>The token's text.</summary>
    public string Token { get => field ?? ""; init; }

    /// <summary>The natural logarithm of its probability.</summary>
    public double Logprob { get; init; }

    /// <summary>Its UTF-8 bytes: a token may be half a character. Null where the service sent none.</summary>
    public IReadOnlyList<int>? Bytes { get; init; }

    /// <summary>The likeliest tokens at this position; null where none were asked for.</summary>
    public IReadOnlyList<TokenLogProb>? TopLogprobs { get; init; }
}

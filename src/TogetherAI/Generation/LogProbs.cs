using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// The log-probabilities of an answer's tokens. Immutable. together.ai sends parallel lists; servers that follow OpenAI send
/// <see cref="Content"/>. <see cref="Positions"/> reads either.
/// </summary>
public sealed record LogProbs : WireModel
{
    /// <summary>The tokens' ids; null where the service sent none.</summary>
    public IReadOnlyList<int>? TokenIds { get; init; }

    /// <summary>The tokens' texts.</summary>
    public IReadOnlyList<string>? Tokens { get; init; }

    /// <summary>The tokens' natural logarithms of probability; null for one that has none, such as a prompt's first.</summary>
    public IReadOnlyList<double?>? TokenLogprobs { get; init; }

    /// <summary>The likeliest tokens, for every position or, from some servers, only once.</summary>
    [JsonConverter(typeof(TopLogProbsConverter))]
    public IReadOnlyList<IReadOnlyDictionary<string, double>>? TopLogprobs { get; init; }

    /// <summary>The same in OpenAI's shape.</summary>
    public IReadOnlyList<TokenLogProb>? Content { get; init; }

    /// <summary>The tokens with their log-probabilities, from whichever shape arrived; those without one are left out. Never null.</summary>
    [JsonIgnore, JsonPropertyName("(positions)")]
    public IReadOnlyList<TokenLogProb> Positions => Content ?? FromLists();

    private List<TokenLogProb> FromLists()
    {
        List<TokenLogProb> positions = [];
        for (int i = 0; i < (Tokens?.Count ?? 0); i++)
        {
            if (TokenLogprobs?.ElementAtOrDefault(i) is not { } logProb)
                continue;
            positions.Add(new TokenLogProb
            {
                Token = Tokens![i],
                Logprob = logProb,
                TopLogprobs = TopLogprobs is { } top && i < top.Count
                    ? [.. top[i].Select(static pair => new TokenLogProb { Token = pair.Key, Logprob = pair.Value })]
                    : null,
            });
        }

        return positions;
    }
}

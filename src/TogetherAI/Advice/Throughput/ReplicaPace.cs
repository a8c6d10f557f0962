using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// How fast one replica is: it serves some requests at once, reads their prompts one after the other, and then gives each its tokens at a
/// steady rate. Immutable.
/// </summary>
public sealed record ReplicaPace
{
    /// <summary>How many requests it serves at once.</summary>
    /// <value>1 to 4,096.</value>
    public required int Slots { get; init; }

    /// <summary>The time to the first token that does not depend on the prompt. The replica reads no other prompt meanwhile.</summary>
    /// <value>Zero or more.</value>
    [JsonPropertyName("time_to_first_token_ms")]
    public required TimeSpan TimeToFirstToken { get; init; }

    /// <summary>The time that reading one token of a prompt takes.</summary>
    /// <value>Zero or more.</value>
    [JsonPropertyName("time_per_prompt_token_ms")]
    public required TimeSpan TimePerPromptToken { get; init; }

    /// <summary>How many tokens a second each of its requests gets after its first, while all slots are taken.</summary>
    /// <value>More than 0.</value>
    public required double TokensPerSecond { get; init; }

    /// <summary>How many requests of this size a replica can serve a second, for good; the slower of its two parts decides.</summary>
    /// <param name="promptTokens">The prompt's length, in tokens.</param>
    /// <param name="completionTokens">The answer's length, in tokens.</param>
    /// <returns>Requests a second; infinite where nothing takes any time.</returns>
    public double Capacity(double promptTokens, double completionTokens)
    {
        double reading = TimeToFirstToken.TotalSeconds + (promptTokens * TimePerPromptToken.TotalSeconds);
        double writing = Math.Max(0, completionTokens - 1) / TokensPerSecond;
        return Math.Min(1 / reading, Slots / (reading + writing));
    }

    internal void Check(string owner)
    {
        if (Slots is < 1 or > 4096)
            throw new ArgumentException($"{owner}: slots is 1 to 4096.");
        if (TimeToFirstToken < TimeSpan.Zero || TimePerPromptToken < TimeSpan.Zero)
            throw new ArgumentException($"{owner}: time_to_first_token and time_per_prompt_token are zero or more.");
        if (!(TokensPerSecond > 0) || !double.IsFinite(TokensPerSecond))
            throw new ArgumentException($"{owner}: tokens_per_second is more than 0.");
    }
}

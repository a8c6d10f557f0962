namespace TogetherAI;

/// <summary>How a <see cref="ThroughputProbe"/> measures, and what it may use up. Immutable.</summary>
public sealed record ThroughputProbeOptions
{
    /// <summary>How many requests run at once, level by level, for each replica; one at a time is always measured first.</summary>
    /// <value>Default: 1, 2, 4, 8, 16, 32, 64. Each from 1 to 1,024, growing.</value>
    public IReadOnlyList<int> Levels { get; init; } = [1, 2, 4, 8, 16, 32, 64];

    /// <summary>How many requests each place of a level makes, one after the other; a level makes 8 at least.</summary>
    /// <value>Default: 4. 1 to 100.</value>
    public int RequestsPerPlace { get; init; } = 4;

    /// <summary>The lengths of prompts, used in turn. Best are the p50 and p95 of the traffic; two that differ tell what a token of a prompt takes.</summary>
    /// <value>In tokens, about; default: 100 and 1,000. Each from 1 to 100,000.</value>
    public IReadOnlyList<int> PromptTokens { get; init; } = [100, 1000];

    /// <summary>The length at which answers are cut off.</summary>
    /// <value>In tokens; default: 128. At least 2.</value>
    public int MaxTokens { get; init; } = 128;

    /// <summary>How many replicas answer together; the measurement is of one.</summary>
    /// <value>Default: 1. 1 to 256.</value>
    public int Replicas { get; init; } = 1;

    /// <summary>The most requests in all.</summary>
    /// <value>Default: 500. At least 1.</value>
    public int MaxRequests { get; init; } = 500;

    /// <summary>The most that the tokens may cost; needs <see cref="Price"/>. A request that might lead beyond it is not made.</summary>
    /// <value>In USD; default: null, no limit in money. Not negative.</value>
    public decimal? MaxUsd { get; init; }

    /// <summary>What tokens cost where they are paid for.</summary>
    /// <value>Default: null, they are not: a replica is paid by the minute.</value>
    public TokenPrice? Price { get; init; }

    /// <summary>Seeds the words of the prompts. No two prompts of a probe begin alike, so that no cache makes them cheap.</summary>
    /// <value>Default: 1.</value>
    public int Seed { get; init; } = 1;

    internal void Check()
    {
        Require(Levels is { Count: > 0 } && Levels.All(static level => level is >= 1 and <= 1024) && Levels.Zip(Levels.Skip(1)).All(static pair => pair.First < pair.Second),
            "Levels are numbers from 1 to 1,024, each more than the one before.");
        Require(RequestsPerPlace is >= 1 and <= 100, "RequestsPerPlace is 1 to 100.");
        Require(PromptTokens is { Count: > 0 } && PromptTokens.All(static tokens => tokens is >= 1 and <= 100_000), "PromptTokens are from 1 to 100,000.");
        Require(MaxTokens >= 2, "MaxTokens is at least 2: a rate needs a second token.");
        Require(Replicas is >= 1 and <= 256, "Replicas is 1 to 256.");
        Require(MaxRequests >= 1, "MaxRequests is at least 1.");
        Require(MaxUsd is null or >= 0, "MaxUsd is not negative.");
        Require(MaxUsd is null || Price is not null, "MaxUsd needs Price: without it no cost can be told.");
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
            throw new ArgumentException("ThroughputProbeOptions: " + message);
    }
}

namespace TogetherAI;

/// <summary>What everything in one life of a run works with.</summary>
internal sealed record BatchRunTools
{
    /// <summary>Makes the jobs.</summary>
    public required TogetherClient Client { get; init; }

    /// <summary>Sends requests by themselves.</summary>
    public required TogetherClient Single { get; init; }

    /// <summary>As many as may be under way by themselves at a time, for all shards together.</summary>
    public required SemaphoreSlim Line { get; init; }

    /// <summary>What is asked.</summary>
    public required BatchWork Work { get; init; }

    public required BatchRunState State { get; init; }

    public required BatchRunOptions Options { get; init; }

    public required BatchPrices Prices { get; init; }

    /// <summary>Told of all of it.</summary>
    public required BatchRunReporter Reporter { get; init; }

    /// <summary>Ends the run before its end.</summary>
    public required BatchBrake Brake { get; init; }

    public TimeProvider Time => Client.Options.TimeProvider;
}

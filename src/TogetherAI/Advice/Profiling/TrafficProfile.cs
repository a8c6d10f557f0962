using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>What recorded requests are like. A picture of the moment at which it was asked for; immutable.</summary>
public sealed record TrafficProfile
{
    internal TrafficProfile()
    {
    }

    /// <summary>How many requests were recorded; at least 1.</summary>
    public required long Requests { get; init; }

    /// <summary>When the first was sent.</summary>
    public required DateTimeOffset First { get; init; }

    /// <summary>When the last was sent.</summary>
    public required DateTimeOffset Last { get; init; }

    /// <summary>The time from the first request to the last. A pause of the recording within it counts as a time without traffic.</summary>
    /// <value>In hours.</value>
    public double Hours => (Last - First).TotalHours;

    /// <summary>How many requests a second, by windows of one second.</summary>
    public required WindowRates PerSecond { get; init; }

    /// <summary>How many requests a second, by windows of one minute.</summary>
    public required WindowRates PerMinute { get; init; }

    /// <summary>How long the prompts were.</summary>
    public required TokenSummary PromptTokens { get; init; }

    /// <summary>How long the answers were.</summary>
    public required TokenSummary CompletionTokens { get; init; }

    /// <summary>How long the first token took, on whatever served the requests; null where that was measured for none.</summary>
    public required TimeSummary? TimeToFirstToken { get; init; }

    /// <summary>How long the whole answer took, on whatever served the requests; null where that was measured for none.</summary>
    public required TimeSummary? Duration { get; init; }

    /// <summary>How many requests are known to have nobody waiting for them.</summary>
    public required long Background { get; init; }

    /// <summary>How many requests are known to have somebody waiting for them.</summary>
    public required long WaitedFor { get; init; }

    /// <summary>
    /// The share that nobody waits for, of the requests for which that is known; null where it is known for none.
    /// </summary>
    /// <value>0 to 1.</value>
    public double? BackgroundShare => Background + WaitedFor == 0 ? null : Background / (double)(Background + WaitedFor);

    /// <summary>How many requests came too late for the rates: more than 17 minutes out of order. The rates leave them out.</summary>
    public required long Late { get; init; }

    /// <summary>The width of the steps of <see cref="Load"/>: 1, 2, 4, 8 … seconds, as the length of the recording needs it.</summary>
    [JsonPropertyName("load_step_ms")]
    public required TimeSpan LoadStep { get; init; }

    /// <summary>The load over time, without a gap; at most 720 steps.</summary>
    [JsonIgnore]
    public IReadOnlyList<LoadPoint> Load { get; internal init; } = [];

    /// <summary>The load by hour of the week, of those hours that the recording has seen.</summary>
    [JsonIgnore]
    public IReadOnlyList<HourLoad> HoursOfWeek { get; internal init; } = [];

    /// <summary>Whether every request was kept one by one, so that a replay is one of all of them.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>The requests that were kept, in the order in which they were sent.</summary>
    [JsonIgnore]
    internal Arrival[] Arrivals { get; init; } = [];
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>The answer of a <see cref="WorkloadAdvisor"/>: what to rent, why, what else there is, and what is not known. Immutable.</summary>
public sealed record WorkloadAdvice
{
    internal WorkloadAdvice()
    {
    }

    /// <summary>
    /// The cheapest option that meets the objective, or, where a cheaper one may meet it and that is not known, that one; null where none comes into
    /// question.
    /// </summary>
    public WorkloadOption? Recommended { get; init; }

    /// <summary>Whether <see cref="Recommended"/> holds only if what is not known about it turns out well.</summary>
    public required bool IsProvisional { get; init; }

    /// <summary>What to take where it does not: the cheapest option that is known to meet the objective. Null where there is none, or no need.</summary>
    public WorkloadOption? Otherwise { get; init; }

    /// <summary>Why, a sentence each.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>All options that were looked at.</summary>
    public required IReadOnlyList<WorkloadOption> Options { get; init; }

    /// <summary>From which load replicas are cheaper than serverless, for each hardware. Empty where a price is missing.</summary>
    public required IReadOnlyList<BreakEven> BreakEven { get; init; }

    /// <summary>What each hardware needs to carry the load alone. Empty where no throughput is known.</summary>
    public required IReadOnlyList<ReplicaPlan> Replicas { get; init; }

    /// <summary>When replicas may stop. Empty where they should run always, or the recording has not seen a whole day.</summary>
    public required IReadOnlyList<ScheduleHint> Schedule { get; init; }

    /// <summary>What is not known and would matter, with how to find it out; a sentence each.</summary>
    public required IReadOnlyList<string> Unknowns { get; init; }

    /// <summary>What was asked for.</summary>
    public required WorkloadObjective Objective { get; init; }

    /// <summary>The requests it is about.</summary>
    [JsonPropertyName("traffic")]
    public required TrafficProfile Profile { get; init; }

    /// <summary>The line of the plot; null without replicas of known throughput.</summary>
    [JsonIgnore]
    internal CapacityLine? Capacity { get; init; }

    /// <summary>The advice for people to read.</summary>
    /// <returns>Lines of at most 120 characters, as far as the options' names allow.</returns>
    public string ToText() => AdviceText.Write(this);

    /// <summary>The advice for programs.</summary>
    /// <returns>JSON, indented; names are in snake case, times in milliseconds, amounts in USD.</returns>
    public string ToJson() => JsonSerializer.Serialize(this, AdviceJsonContext.Default.WorkloadAdvice).ReplaceLineEndings("\n") + "\n";

    /// <summary>
    /// The load over time as a picture, with the capacity of the replicas and what spills above it. It fits light and dark pages: the colours follow
    /// the reader's preference.
    /// </summary>
    /// <returns>SVG, 960 by 420.</returns>
    public string ToSvg() => AdvicePlot.Draw(this);

    /// <summary>The advice for people to read.</summary>
    /// <returns><see cref="ToText"/>.</returns>
    public override string ToString() => ToText();
}

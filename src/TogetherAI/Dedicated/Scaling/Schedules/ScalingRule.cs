using System.Globalization;

namespace TogetherAI;

/// <summary>From a time of day on, on certain days of the week: so many replicas, or none. Immutable.</summary>
public sealed record ScalingRule
{
    private ScalingRule(ScheduleDays days, TimeOnly at, ReplicaRange? replicas)
    {
        if (days == ScheduleDays.None || (days & ~ScheduleDays.EveryDay) != 0)
            throw new ArgumentOutOfRangeException(nameof(days), days, "A rule needs days of the week: ScheduleDays.Monday, Weekdays, EveryDay, or several with |.");
        (Days, At, Replicas) = (days, at, replicas);
    }

    /// <summary>The days on which it begins.</summary>
    public ScheduleDays Days { get; }

    /// <summary>When it begins, by the clocks of <see cref="ScalingSchedule.TimeZone"/>. It holds until another rule begins.</summary>
    public TimeOnly At { get; }

    /// <summary>How many replicas there are from then on; null: the deployment is stopped.</summary>
    public ReplicaRange? Replicas { get; }

    /// <summary>From then on so many replicas. A deployment that is stopped is started.</summary>
    /// <param name="days">The days, at least one.</param>
    /// <param name="at">The time of day.</param>
    /// <param name="replicas">How many; at least 1, as every range.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no day.</exception>
    public static ScalingRule Scale(ScheduleDays days, TimeOnly at, ReplicaRange replicas) => new(days, at, replicas);

    /// <summary>From then on nothing runs and nothing is billed. Nothing but this rule makes a schedule stop a deployment.</summary>
    /// <param name="days">The days, at least one.</param>
    /// <param name="at">The time of day.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no day.</exception>
    public static ScalingRule Stop(ScheduleDays days, TimeOnly at) => new(days, at, replicas: null);

    /// <summary>The rule in words.</summary>
    /// <returns>Such as <c>Weekdays 08:00: 1 to 3 replicas</c>.</returns>
    public override string ToString() => $"{Days} {At.ToString("HH:mm", CultureInfo.InvariantCulture)}: {Replicas?.ToString() ?? "stopped"}";

    internal bool IsOn(DayOfWeek day) => ((int)Days & (1 << (int)day)) != 0;
}

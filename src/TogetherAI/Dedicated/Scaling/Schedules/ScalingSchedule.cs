namespace TogetherAI;

/// <summary>
/// How many replicas there are at what time of the week. The rule that began last holds; so there is no time that none holds for. Immutable.
/// <code>
/// ScalingSchedule office = new(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
///     ScalingRule.Scale(ScheduleDays.Weekdays, new TimeOnly(8, 0), ReplicaRange.Between(1, 3)),
///     ScalingRule.Stop(ScheduleDays.Weekdays, new TimeOnly(19, 0)));
/// </code>
/// </summary>
/// <remarks>
/// Where the clocks are put forward, a time that they skip is taken as much later as they are put forward (02:30 becomes 03:30); where they
/// are put back, a time that comes twice is taken the first time. So every rule begins once on each of its days.
/// </remarks>
public sealed class ScalingSchedule
{
    /// <summary>Makes a schedule.</summary>
    /// <param name="timeZone">Whose clocks the rules go by.</param>
    /// <param name="rules">The rules, in any order. Of two that begin at the same time the later one in this list holds.</param>
    /// <exception cref="ArgumentException">There is no rule.</exception>
    public ScalingSchedule(TimeZoneInfo timeZone, params IReadOnlyList<ScalingRule> rules)
    {
        ArgumentNullException.ThrowIfNull(timeZone);
        ArgumentNullException.ThrowIfNull(rules);
        if (rules.Count == 0)
            throw new ArgumentException("A schedule needs a rule. Add ScalingRule.Scale, and ScalingRule.Stop for the times that nothing should run.", nameof(rules));
        (TimeZone, Rules) = (timeZone, [.. rules]);
    }

    /// <summary>Whose clocks the rules go by.</summary>
    public TimeZoneInfo TimeZone { get; }

    /// <summary>The rules.</summary>
    public IReadOnlyList<ScalingRule> Rules { get; }

    /// <summary>The rule that holds at a time.</summary>
    /// <param name="time">The time.</param>
    /// <returns>The rule, and when it began.</returns>
    public (ScalingRule Rule, DateTimeOffset Since) At(DateTimeOffset time)
    {
        (ScalingRule Rule, DateTimeOffset Since) last = default;
        foreach ((ScalingRule rule, DateTimeOffset begins) in Around(time))
        {
            if (begins <= time && (last.Rule is null || begins >= last.Since))
                last = (rule, begins);
        }

        return last;
    }

    /// <summary>When a rule begins next.</summary>
    /// <param name="time">The time after which.</param>
    /// <returns>The time, in UTC.</returns>
    public DateTimeOffset NextAfter(DateTimeOffset time) => Around(time).Where(begin => begin.At > time).Min(static begin => begin.At);

    /// <summary>Every beginning from more than a week before a time until more than a week after it: each rule has one on either side.</summary>
    private IEnumerable<(ScalingRule Rule, DateTimeOffset At)> Around(DateTimeOffset time)
    {
        DateOnly today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, TimeZone).DateTime);
        for (int days = -8; days <= 8; days++)
        {
            DateOnly date = today.AddDays(days);
            foreach (ScalingRule rule in Rules)
            {
                if (rule.IsOn(date.DayOfWeek))
                    yield return (rule, InstantOf(date.ToDateTime(rule.At)));
            }
        }
    }

    private DateTimeOffset InstantOf(DateTime local)
    {
        TimeSpan offset = TimeZone.IsInvalidTime(local) ? TimeZone.GetUtcOffset(local.AddDays(-1)) // that of before the clocks were put forward
            : TimeZone.IsAmbiguousTime(local) ? TimeZone.GetAmbiguousTimeOffsets(local).Max() // that of the first time
            : TimeZone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}

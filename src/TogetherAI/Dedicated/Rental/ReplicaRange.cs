namespace TogetherAI;

/// <summary>How many replicas a lease has, and with them what it costs: each is billed by the minute whether it works or not. Immutable.</summary>
/// <remarks><c>default</c> is exactly one replica.</remarks>
public readonly record struct ReplicaRange
{
    private readonly int _beyondOne; // so that the default is a range one can rent
    private readonly int _spread;

    private ReplicaRange(int min, int max)
    {
        _beyondOne = min - 1;
        _spread = max - min;
    }

    /// <summary>The fewest replicas that run. At least 1: no replica at all is a stopped deployment, not a rented one.</summary>
    public int Min => _beyondOne + 1;

    /// <summary>The most replicas that run. At least <see cref="Min"/>.</summary>
    public int Max => Min + _spread;

    /// <summary>As many as the load asks for, within bounds; the service adds and removes them.</summary>
    /// <param name="min">The fewest, at least 1.</param>
    /// <param name="max">The most, at least <paramref name="min"/>.</param>
    /// <returns>The range.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A bound is out of its bounds; the message says what to do.</exception>
    public static ReplicaRange Between(int min, int max)
    {
        if (min < 1)
            throw new ArgumentOutOfRangeException(nameof(min), min, "A lease runs at least 1 replica. To have none, stop it: StopAsync, or an IdleStop that is shorter.");
        if (max < min)
            throw new ArgumentOutOfRangeException(nameof(max), max, $"The most replicas are fewer than the fewest, {min}. Give the smaller number first.");
        return new ReplicaRange(min, max);
    }

    /// <summary>Always the same number.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <returns>The range.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    public static ReplicaRange Exactly(int count)
    {
        if (count < 1)
            throw new ArgumentOutOfRangeException(nameof(count), count, "A lease runs at least 1 replica. To have none, stop it: StopAsync, or an IdleStop that is shorter.");
        return new ReplicaRange(count, count);
    }

    /// <summary>The range in words.</summary>
    /// <returns><c>2 replicas</c>, or <c>1 to 3 replicas</c>.</returns>
    public override string ToString() => Min != Max ? $"{Min} to {Max} replicas" : Min == 1 ? "1 replica" : $"{Min} replicas";
}

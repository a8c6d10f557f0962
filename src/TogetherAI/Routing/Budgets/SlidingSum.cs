namespace TogetherAI;

/// <summary>
/// A sum over the last while, in slices: it covers the while and up to one slice more, never less. Not thread-safe.
/// </summary>
/// <param name="window">The while.</param>
/// <param name="slices">How many slices it is cut into.</param>
internal sealed class SlidingSum(TimeSpan window, int slices)
{
    private readonly long _slice = window.Ticks / slices;
    private readonly decimal[] _ring = new decimal[slices + 1];
    private long _newest;

    /// <summary>The sum as of the last <see cref="Pass"/>.</summary>
    public decimal Value { get; private set; }

    /// <summary>Time passes: what is too old leaves.</summary>
    public void Pass(TimeSpan now)
    {
        long slice = now.Ticks / _slice;
        for (long gone = Math.Max(_newest + 1, slice - _ring.Length + 1); gone <= slice; gone++)
        {
            ref decimal old = ref _ring[gone % _ring.Length];
            Value -= old;
            old = 0;
        }

        _newest = Math.Max(_newest, slice);
    }

    /// <summary>Adds to the newest slice.</summary>
    public void Add(decimal amount)
    {
        _ring[_newest % _ring.Length] += amount;
        Value += amount;
    }
}

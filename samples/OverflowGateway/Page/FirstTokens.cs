namespace OverflowGateway.Page;

/// <summary>The times to first token of the last 20 seconds, of all lanes together, as the gateway's clients met them. Thread-safe.</summary>
internal sealed class FirstTokens(TimeProvider time)
{
    private const int Kept = 8192;
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(20);

    private readonly Lock _gate = new();
    private readonly (long At, double Seconds)[] _ring = new (long, double)[Kept];
    private long _count;

    public void Add(TimeSpan timeToFirstToken)
    {
        lock (_gate)
            _ring[_count++ % Kept] = (time.GetTimestamp(), timeToFirstToken.TotalSeconds);
    }

    /// <summary>Seconds; null where there was none.</summary>
    public double?[] Percentiles(params double[] shares)
    {
        double[] recent;
        lock (_gate)
        {
            recent = [.. _ring[..(int)Math.Min(_count, Kept)]
                .Where(entry => time.GetElapsedTime(entry.At) <= s_window)
                .Select(static entry => entry.Seconds)
                .Order()];
        }

        return [.. shares.Select(share => recent.Length == 0 ? (double?)null : recent[(int)Math.Min(recent.Length - 1, share * recent.Length)])];
    }
}

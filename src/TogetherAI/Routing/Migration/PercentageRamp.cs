using System.Globalization;

namespace TogetherAI;

/// <summary>
/// Chooses a growing share of the sessions. A session that is chosen at one share is chosen at every larger one, so nobody goes back and forth;
/// what goes wrong takes everything back at once, and it stays so until the router is made anew. Thread-safe.
/// </summary>
internal sealed class PercentageRamp(TimeProvider time, RampOptions options)
{
    private readonly Lock _gate = new();
    private readonly LatencySketch _latencies = new();
    private readonly double[] _steps = [.. options.Steps];
    private long _since = time.GetTimestamp();
    private int _step;
    private int _answers;
    private int _failures;
    private volatile string? _rolledBack;

    /// <summary>Whether a session or request goes to the new lane.</summary>
    /// <param name="key">Its hash.</param>
    public bool Chooses(ulong key)
    {
        if (_rolledBack is not null)
            return false;
        Advance();
        // The upper bits, which multiplication has mixed best, as a number from 0 to 10,000.
        return (ulong)(((UInt128)(key * 0x9E3779B97F4A7C15) * 10_000) >> 64) < _steps[Math.Min(Volatile.Read(ref _step), _steps.Length - 1)] * 100;
    }

    /// <summary>The new lane has answered.</summary>
    public void Succeeded(TimeSpan timeToFirstToken)
    {
        lock (_gate)
        {
            _answers++;
            _latencies.Add(timeToFirstToken);
            if (options.MaxTimeToFirstTokenP95 is { } most && _answers >= options.MinRequests && P95() is var p95 && p95 > most)
                RollBack(string.Create(CultureInfo.InvariantCulture, $"95 % of the first tokens came within {p95.TotalSeconds:0.###} s; the limit is {most.TotalSeconds:0.###} s"));
        }
    }

    /// <summary>The new lane has failed.</summary>
    public void Failed()
    {
        lock (_gate)
        {
            _failures++;
            int all = _answers + _failures;
            if (all >= options.MinRequests && (double)_failures / all > options.MaxFailureShare)
                RollBack(string.Create(CultureInfo.InvariantCulture, $"{_failures} of {all} attempts failed; the limit is {options.MaxFailureShare:0.###} of them"));
        }
    }

    public RampSnapshot Snapshot()
    {
        lock (_gate)
        {
            return new RampSnapshot
            {
                SharePercent = _rolledBack is null ? _steps[Math.Min(_step, _steps.Length - 1)] : 0,
                IsDone = _step >= _steps.Length,
                RolledBack = _rolledBack,
                Answers = _answers,
                Failures = _failures,
            };
        }
    }

    private void Advance()
    {
        if (Volatile.Read(ref _step) >= _steps.Length || time.GetElapsedTime(Volatile.Read(ref _since)) < options.StepDuration)
            return;
        lock (_gate)
        {
            if (_rolledBack is not null || _step >= _steps.Length || time.GetElapsedTime(_since) < options.StepDuration || _answers < options.MinRequests)
                return;
            _step++;
            (_answers, _failures) = (0, 0);
            _latencies.Clear();
            Volatile.Write(ref _since, time.GetTimestamp());
        }
    }

    private void RollBack(string why) => _rolledBack ??= why;

    private TimeSpan P95()
    {
        Span<int> seen = stackalloc int[LatencySketch.Buckets];
        Span<int> censored = stackalloc int[LatencySketch.Buckets];
        _latencies.AddTo(seen, censored, 1);
        return SurvivalCurve.Estimate(seen, censored).Quantile(0.95);
    }
}

using System.Globalization;

namespace TogetherAI;

/// <summary>
/// Moves traffic to a new lane by steps, and takes all of it back when the new lane fails or is late. A key is always on the same side of a
/// share, and a larger share keeps whom a smaller one had. Limits are judged by counting: a 95th percentile is over its limit when more
/// than 5 % of the samples are. <see cref="Chooses"/> is one read; outcomes take a short lock. Thread-safe.
/// </summary>
internal sealed class PercentageRamp
{
    private const int Whole = 10_000;
    private const double SlowShare = 0.05;

    private readonly TimeProvider _time;
    private readonly RampOptions _options;
    private readonly Lock _gate = new();
    private RampState _state;
    private int _step;
    private int _share;
    private long _since;
    private long _requests;
    private long _failures;
    private long _slow;
    private string? _reason;

    /// <summary>A ramp at its first step.</summary>
    /// <exception cref="ArgumentException">The options are not valid; the message names each fault.</exception>
    public PercentageRamp(TimeProvider time, RampOptions options)
    {
        _time = time;
        _options = options.Copy();
        IReadOnlyList<string> faults = _options.Validate();
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(" ", faults), nameof(options));
        Begin();
    }

    /// <summary>Whether the key's requests go to the new lane.</summary>
    public bool Chooses(ulong key) => StableHash.Mix(key) % Whole < (uint)Volatile.Read(ref _share);

    /// <summary>A request of the new lane had its first token.</summary>
    public void Succeeded(TimeSpan ttft) => Ended(hasFailed: false, isSlow: ttft > _options.MaxTimeToFirstTokenP95);

    /// <summary>A request of the new lane failed.</summary>
    public void Failed() => Ended(hasFailed: true, isSlow: false);

    /// <summary>Where the ramp stands.</summary>
    public RampSnapshot Snapshot()
    {
        lock (_gate)
        {
            return new RampSnapshot
            {
                State = _state,
                Share = (double)_share / Whole,
                Step = _step,
                Held = _time.GetElapsedTime(_since),
                Requests = _requests,
                Failures = _failures,
                Slow = _slow,
                RollbackReason = _reason,
            };
        }
    }

    private void Ended(bool hasFailed, bool isSlow)
    {
        lock (_gate)
        {
            _requests++;
            _failures += hasFailed ? 1 : 0;
            _slow += isSlow ? 1 : 0;
            if (_state != RampState.Running)
                return;
            // Of fewer than the least number, a share says little; but what exceeds it already cannot come right.
            long of = Math.Max(_requests, _options.MinRequests);
            if (_failures > _options.MaxErrorShare * of)
                RollBack($"{_failures} of {_requests} requests failed; {Percent(_options.MaxErrorShare)} may (Ramp.MaxErrorShare)");
            else if (_slow > SlowShare * of)
            {
                RollBack(
                    $"{_slow} of {_requests} first tokens took longer than {_options.MaxTimeToFirstTokenP95}; "
                    + "5 % may (Ramp.MaxTimeToFirstTokenP95)");
            }
            else if (_requests >= _options.MinRequests && _time.GetElapsedTime(_since) >= _options.StepDuration)
                Advance();
        }
    }

    private void Advance()
    {
        if (_step == _options.Steps.Count - 1)
        {
            _state = RampState.Completed;
            _since = _time.GetTimestamp();
            return;
        }

        _step++;
        Begin();
    }

    private void Begin()
    {
        _since = _time.GetTimestamp();
        _requests = _failures = _slow = 0;
        Volatile.Write(ref _share, (int)Math.Round(_options.Steps[_step] * Whole));
    }

    private void RollBack(string reason)
    {
        _state = RampState.RolledBack;
        _since = _time.GetTimestamp();
        _reason = $"At {Percent((double)_share / Whole)}: {reason}.";
        Volatile.Write(ref _share, 0);
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##} %");
}

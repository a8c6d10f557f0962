namespace TogetherAI.Tests.Dedicated.Guard;

/// <summary>A random history of one endpoint, the same for the same seed: who calls it and when, how the service reports that, and how the guard is set.</summary>
internal sealed class TrafficHistory
{
    private readonly Random _random;

    public TrafficHistory(int seed)
    {
        _random = new Random(seed);
        Options = new IdleGuardOptions
        {
            Window = TimeSpan.FromSeconds(_random.Next(60, 1200)),
            Poll = TimeSpan.FromSeconds(_random.Next(20, 240)),
            ServiceLag = TimeSpan.FromSeconds(_random.Next(0, 420)),
            LongestLag = TimeSpan.FromSeconds(900),
        };
        SaysItsLag = _random.Next(2) == 0;

        // What the service hides it must not exceed what is allowed for; what it owns up to may.
        Lag = Options.ServiceLag * _random.NextDouble() * (SaysItsLag && _random.Next(3) == 0 ? 2 : 1);
        Span = Options.Window * (1 + 3 * _random.NextDouble());
        Start = Span * (_random.Next(3) == 0 ? _random.NextDouble() : 0);
        int bursts = _random.Next(0, 6);
        for (int i = 0; i < bursts; i++)
            AddBurst();
        if (_random.Next(4) == 0)
            BrokenUntil = Span * _random.NextDouble();
        Own.Sort();
        Others.Sort();
    }

    public IdleGuardOptions Options { get; }

    public bool SaysItsLag { get; }

    public TimeSpan Lag { get; }

    /// <summary>When the last traffic is over; counted, as everything here, from the beginning.</summary>
    public TimeSpan Span { get; }

    /// <summary>Until when the endpoint is starting.</summary>
    public TimeSpan Start { get; }

    /// <summary>Until when the service's numbers cannot be read.</summary>
    public TimeSpan BrokenUntil { get; }

    /// <summary>This process's calls: when each begins and ends.</summary>
    public List<(TimeSpan Begin, TimeSpan End)> Own { get; } = [];

    /// <summary>Other processes' requests.</summary>
    public List<TimeSpan> Others { get; } = [];

    private void AddBurst()
    {
        TimeSpan at = Span * _random.NextDouble();
        bool own = _random.Next(2) == 0;
        int count = _random.Next(1, 5);
        for (int i = 0; i < count; i++)
        {
            at += Options.Window * (_random.NextDouble() * 0.6);
            if (at > Span)
                return;
            TimeSpan end = at + Options.Window * (_random.Next(4) == 0 ? _random.NextDouble() * 2 : _random.NextDouble() * 0.05); // some calls take longer than the window
            if (own)
                Own.Add((at, end < Span ? end : Span));
            else
                Others.Add(at);
        }
    }
}

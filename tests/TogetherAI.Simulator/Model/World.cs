namespace TogetherAI.Simulator;

/// <summary>Everything on the far side of the client in one run: clock, services, and the record of what was asked of them.</summary>
internal sealed class World
{
    private readonly IReadOnlyList<RequestPlan> _plans;
    private readonly byte[] _attempts;
    private readonly byte[] _live;

    public World(ulong seed, IReadOnlyList<RequestPlan> plans)
    {
        Seed = seed;
        _plans = plans;
        _attempts = new byte[plans.Count];
        _live = new byte[plans.Count];
        RoundTrip = (long)(ServiceModel.Current.Network.RoundTripSeconds * TimeSpan.TicksPerSecond);
        Dedicated = new DedicatedService(this, ServiceModel.Current.Dedicated);
        Serverless = new ServerlessService(this, ServiceModel.Current.Serverless);
    }

    public SimulatedTime Time { get; } = new();

    public ulong Seed { get; }

    public long RoundTrip { get; }

    public DedicatedService Dedicated { get; }

    public ServerlessService Serverless { get; }

    /// <summary>Whether servers work on although their client has left.</summary>
    public bool IsDeaf { get; set; }

    /// <summary>Every attempt, in the order they began.</summary>
    public List<Attempt> Attempts { get; } = [];

    /// <summary>How many attempts are under way.</summary>
    public int Live { get; private set; }

    public Exchange Open(Lane lane, int request)
    {
        Attempt attempt = new()
        {
            Request = request,
            Lane = lane,
            Index = _attempts[request]++,
            IsHedge = _live[request] > 0,
            StartedAt = Time.Now,
        };
        _live[request]++;
        Live++;
        Attempts.Add(attempt);
        return new Exchange(this, lane == Lane.Dedicated ? Dedicated : Serverless, _plans[request], attempt);
    }

    /// <summary>An attempt has ended.</summary>
    /// <param name="exchange">The attempt.</param>
    /// <param name="accepted">Whether the service had begun to work on it.</param>
    public void Ended(Exchange exchange, bool accepted)
    {
        _live[exchange.Plan.Id]--;
        Live--;
        if (accepted && exchange.Attempt.Lane == Lane.Serverless)
            exchange.Attempt.Usd = Serverless.Price(exchange);
    }
}

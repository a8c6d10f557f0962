namespace TogetherAI.Simulator;

/// <summary>
/// A model server: first come first served, one prompt prefilled at a time, as many sequences decoded at once as it has slots. A sequence
/// keeps the pace of the occupancy it began with; the state changes before anyone is told, since the told may act at once.
/// </summary>
internal sealed class Replica(World world, DedicatedModel model, DedicatedService service)
{
    private static readonly long s_progress = TimeSpan.FromSeconds(4).Ticks;

    private readonly LinkedList<Exchange> _waiting = new();
    private readonly HashSet<Exchange> _running = [];
    private Exchange? _prefilling;

    /// <summary>Whether the balancer sends it anything.</summary>
    public bool IsUp { get; set; } = true;

    /// <summary>How many times slower than usual; applies to what begins from now on.</summary>
    public double Slowness { get; set; } = 1;

    /// <summary>What it has taken on.</summary>
    public int InFlight => _waiting.Count + _running.Count;

    public bool IsFull => _waiting.Count >= model.QueuePerReplica;

    public void Take(Exchange exchange)
    {
        exchange.Replica = this;
        exchange.State = ServiceState.Waiting;
        _waiting.AddLast(exchange);
        exchange.Accept();
        StartNext();
    }

    public void Left(Exchange exchange)
    {
        ServiceState state = exchange.State;
        exchange.State = ServiceState.Done;
        if (state == ServiceState.Waiting)
            _waiting.Remove(exchange);
        else if (state != ServiceState.Done)
            Release(exchange);
    }

    /// <summary>The machine is gone, and every connection with it.</summary>
    public void Lose()
    {
        IsUp = false;
        Exchange[] lost = [.. _waiting, .. _running.OrderBy(static exchange => exchange.Attempt.StartedAt).ThenBy(static exchange => exchange.Plan.Id)];
        _waiting.Clear();
        _running.Clear();
        _prefilling = null;
        foreach (Exchange exchange in lost)
            exchange.State = ServiceState.Done;
        foreach (Exchange exchange in lost)
            exchange.Break();
    }

    private void StartNext()
    {
        if (!IsUp || _prefilling is not null || _waiting.First is not { } next || _running.Count >= model.SlotsPerReplica)
            return;
        Exchange exchange = next.Value;
        _waiting.RemoveFirst();
        _running.Add(exchange);
        _prefilling = exchange;
        exchange.State = ServiceState.Prefilling;
        double seconds = PrefillSeconds(model, exchange.Plan, ref exchange.Luck) * Slowness;
        After(seconds, static exchange => ((Exchange)exchange).Replica!.PrefillEnded((Exchange)exchange), exchange);
    }

    /// <summary>What a prompt takes on an idle replica.</summary>
    public static double PrefillSeconds(DedicatedModel model, RequestPlan plan, ref Draw luck) =>
        (model.PrefillOverheadSeconds + (plan.PromptTokens / model.PrefillTokensPerSecond)) * luck.Lognormal(1, model.PrefillNoiseSigma);

    private void PrefillEnded(Exchange exchange)
    {
        if (exchange.State != ServiceState.Prefilling)
            return;
        exchange.State = ServiceState.Decoding;
        _prefilling = null;
        double perToken = (model.TokenSeconds + (model.TokenSecondsPerSequence * _running.Count)) * Slowness;
        exchange.TicksPerToken = (long)(perToken * TimeSpan.TicksPerSecond);
        double seconds = perToken * (exchange.Plan.OutputTokens - 1);
        if (exchange.Luck.Uniform() < service.CutShare)
            After(seconds * exchange.Luck.Uniform(), static exchange => ((Exchange)exchange).Replica!.Cut((Exchange)exchange), exchange);
        After(seconds, static exchange => ((Exchange)exchange).Replica!.Finished((Exchange)exchange), exchange);
        if (seconds * TimeSpan.TicksPerSecond > s_progress)
            PlanProgress(exchange);
        StartNext();
        exchange.FirstToken();
    }

    private void PlanProgress(Exchange exchange) =>
        world.Time.Plan(world.Time.Now + s_progress, static exchange => ((Exchange)exchange).Replica!.Progressed((Exchange)exchange), exchange);

    private void Progressed(Exchange exchange)
    {
        if (exchange.State != ServiceState.Decoding)
            return;
        PlanProgress(exchange);
        exchange.Progress();
    }

    private void Cut(Exchange exchange)
    {
        if (exchange.State != ServiceState.Decoding)
            return;
        exchange.State = ServiceState.Done;
        Release(exchange);
        exchange.Break();
    }

    private void Finished(Exchange exchange)
    {
        if (exchange.State != ServiceState.Decoding)
            return;
        exchange.State = ServiceState.Done;
        Release(exchange);
        exchange.Finish();
    }

    private void Release(Exchange exchange)
    {
        _running.Remove(exchange);
        if (_prefilling == exchange)
            _prefilling = null;
        StartNext();
    }

    private void After(double seconds, Action<object> happens, Exchange exchange) =>
        world.Time.Plan(world.Time.Now + (long)(seconds * TimeSpan.TicksPerSecond), happens, exchange);
}

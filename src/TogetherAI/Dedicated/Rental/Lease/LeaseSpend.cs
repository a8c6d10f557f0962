namespace TogetherAI;

/// <summary>
/// Reckons what a lease has cost from looks at its replicas. Between two looks it takes the larger number, and for every replica that started a
/// minute more, since what is billed are begun minutes: so it is never less than the bill for what was seen. Thread-safe.
/// </summary>
internal sealed class LeaseSpend(decimal usdPerReplicaHour)
{
    private readonly Lock _gate = new();
    private decimal _minuteUsd = usdPerReplicaHour / 60;
    private decimal _usd;
    private int _running;
    private DateTimeOffset _until;

    public decimal Usd
    {
        get
        {
            lock (_gate)
                return _usd;
        }
    }

    /// <summary>What one more stretch of time would cost with the replicas of the last look.</summary>
    public decimal UsdFor(TimeSpan time)
    {
        lock (_gate)
            return _running * (decimal)time.TotalMinutes * _minuteUsd;
    }

    /// <param name="now">When it was looked.</param>
    /// <param name="running">How many replicas run; null where that could not be found out.</param>
    public void Look(DateTimeOffset now, int? running)
    {
        lock (_gate)
        {
            int current = running ?? _running;
            if (_until != default && now > _until)
                _usd += Math.Max(_running, current) * (decimal)(now - _until).TotalMinutes * _minuteUsd;
            _usd += Math.Max(0, current - _running) * _minuteUsd;
            _running = current;
            _until = now;
        }
    }

    /// <summary>Other replicas at another price take the place of these.</summary>
    public void Reprice(DateTimeOffset now, decimal usdPerReplicaHour)
    {
        lock (_gate)
        {
            if (_minuteUsd == usdPerReplicaHour / 60)
                return;
        }

        Look(now, running: null);
        lock (_gate)
        {
            _minuteUsd = usdPerReplicaHour / 60;
            _running = 0;
        }
    }

    /// <summary>How many of a deployment's replicas run, and are billed.</summary>
    public static int Running(DedicatedDeployment deployment) =>
        deployment.Status.ReadyReplicas ?? (deployment.Status.State == DeploymentState.Ready ? deployment.DesiredReplicas ?? deployment.Autoscaling.MinReplicas ?? 1 : 0);
}
